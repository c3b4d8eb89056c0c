#include "release/published_inside.h"

static const char *const keys[] = {"n", "sig", NULL};

static enum err read_one(const json_t *object, struct wave_trustee_sig *out,
                         struct err_note *note)
{
    enum err e = wave_json_keys(object, "trustees", keys, note);
    if (e == ERR_OK)
        e = wave_json_u32(object, "trustees", "n", 1, WAVE_TRUSTEES_MAX,
                          &out->number, note);
    if (e == ERR_OK)
        e = wave_json_b64u(object, "trustees", "sig", out->sig, sizeof out->sig,
                           note);
    return e;
}

enum err published_read_trustees(struct published_release *r,
                                 const json_t *root, struct err_note *note)
{
    json_t *list = NULL;
    if (json_object_get(root, "trustees") == NULL)
        return ERR_OK;
    enum err e = wave_json_array(root, "release", "trustees", &list, note);
    if (e != ERR_OK)
        return e;
    size_t count = json_array_size(list);
    if (count == 0 || count > WAVE_TRUSTEES_MAX)
        return err_say(note, ERR_FORMAT,
                       "release: \"trustees\" must be 1 to %u signatures",
                       WAVE_TRUSTEES_MAX);
    r->trustees = published_room(r, count, sizeof *r->trustees);
    if (r->trustees == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        struct wave_trustee_sig *sig = &r->trustees[i];
        e = read_one(json_array_get(list, i), sig, note);
        if (e != ERR_OK)
            return e;
        if (i > 0 && sig->number <= r->trustees[i - 1].number)
            return err_say(note, ERR_FORMAT,
                           "release: \"trustees\" out of order");
    }
    r->trustee_count = count;
    return ERR_OK;
}
