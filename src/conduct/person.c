#include "conduct/person.h"

#include "roster/email.h"
#include "wave/manifest.h"

enum err conduct_person_fix(struct people *people, const char *person,
                            const char *email, const char *language,
                            struct people_fixed *out_fixed,
                            struct err_note *note)
{
    if (email != NULL && !email_is_valid(email))
        return err_say(note, ERR_FORMAT, "that is no e-mail address");
    if (language != NULL && language[0] != '\0' &&
        !wave_language_is_valid(language))
        return err_say(note, ERR_FORMAT,
                       "that is no language: a tag as en or pt-BR");
    enum err e = people_person_fix(people, person, email, language, out_fixed);
    switch (e) {
    case ERR_OK: return e;
    case ERR_NOT_FOUND:
        return err_say(note, e,
                       "nobody on the roster and in no open wave has this key");
    case ERR_EXISTS: return err_say(note, e, "somebody else has this address");
    default:
        return err_say(note, e, "the person cannot be changed: %s",
                       err_name(e));
    }
}
