#include "conduct/hold.h"

#include "base/encode.h"

enum err conduct_hold_get(struct site *site, const struct conduct_wave *wave,
                          struct site_hold *out_hold, struct err_note *note)
{
    enum err e = site_hold_get(site, wave->row.name, out_hold);
    return e == ERR_OK ? e
                       : err_say(note, e, "%s: holds cannot be read: %s",
                                 wave->row.name, err_name(e));
}

static bool is_line(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || len >= SITE_REASON_SIZE || strspn(text, " ") == len ||
        !encode_is_utf8((const uint8_t *)text, len))
        return false;
    for (const char *c = text; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return false;
    return true;
}

enum err conduct_hold_set(struct site *site, const struct conduct_wave *wave,
                          bool is_on, const char *reason, int64_t now_sec,
                          struct err_note *note)
{
    struct site_hold hold;
    const char *name = wave->row.name;
    if (!is_line(reason))
        return err_say(note, ERR_FORMAT,
                       "--reason: one line of at most %d bytes, without a "
                       "trainee's name",
                       SITE_REASON_SIZE - 1);
    enum err e = conduct_hold_get(site, wave, &hold, note);
    if (e != ERR_OK)
        return e;
    if (hold.is_on == is_on)
        return err_say(note, ERR_STATE, "%s is %s", name,
                       is_on ? "held already" : "not held");
    if (is_on && conduct_wave_kept(wave) == CONDUCT_KEPT_NONE)
        return err_say(note, ERR_STATE,
                       "%s is purged: there is nothing left to hold", name);
    hold = (struct site_hold){.is_on = is_on, .at_sec = now_sec};
    (void)snprintf(hold.reason, sizeof hold.reason, "%s", reason);
    e = site_hold_put(site, name, &hold);
    return e == ERR_OK ? e
                       : err_say(note, e, "%s: the hold cannot be recorded: %s",
                                 name, err_name(e));
}
