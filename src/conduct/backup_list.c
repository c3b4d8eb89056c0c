#include "conduct/backup_list.h"

#include "wave/manifest.h"

const char *const backup_settings[] = {
    "chorus.conf",        "information.json",   "server/resources.json",
    "server/offers.json", "server/signon.conf",
};
const size_t backup_setting_count =
    sizeof backup_settings / sizeof *backup_settings;

const struct backup_part backup_parts[] = {
    {.folder = "office",
     .suffix = "seal",
     .count = 1,
     .kind = CONDUCT_BACKUP_BALLOTS,
     .lost = "the wrapped opening key is missing: nobody can ever open the "
             "answers, even with the words"},
    {.folder = "office",
     .suffix = "share-",
     .count = WAVE_TRUSTEES_MAX,
     .kind = CONDUCT_BACKUP_BALLOTS},
    {.folder = "server",
     .suffix = "ballots.db",
     .count = 1,
     .kind = CONDUCT_BACKUP_BALLOTS,
     .is_database = true,
     .database = STORE_BALLOTS,
     .lost = "every ballot is missing: restore the backup of ballots into the "
             "same folder"},
    {.folder = "server/keys",
     .suffix = "poprf",
     .count = 1,
     .kind = CONDUCT_BACKUP_BALLOTS,
     .is_key = true,
     .lost = "the token key is missing: nobody can fetch a token or send a "
             "ballot any more, with a pass neither"},
    {.folder = "server/keys",
     .suffix = "board",
     .count = 1,
     .kind = CONDUCT_BACKUP_BALLOTS,
     .is_key = true,
     .lost = "the board key is missing: no receipt can be signed, and the wave "
             "cannot be closed, so that nobody ever sees a result"},
    {.folder = "server",
     .suffix = "invites.db",
     .count = 1,
     .kind = CONDUCT_BACKUP_INVITES,
     .is_database = true,
     .database = STORE_INVITES,
     .lost = "the list of invites is missing: nobody can fetch a token, and "
             "the wave cannot be closed; restore the backup of invites into "
             "the same folder"},
};
const size_t backup_part_count = sizeof backup_parts / sizeof *backup_parts;

void backup_part_name(const struct backup_part *part, const char *wave,
                      uint32_t i, char out[static ARCHIVE_NAME_MAX + 1])
{
    char number[12] = "";
    if (part->count > 1)
        (void)snprintf(number, sizeof number, "%u", (unsigned)i);
    (void)snprintf(out, ARCHIVE_NAME_MAX + 1, "%s/%s.%s%s", part->folder, wave,
                   part->suffix, number);
}

static bool is_part_of(const char *name, const char *wave)
{
    char want[ARCHIVE_NAME_MAX + 1];
    for (size_t i = 0; i < backup_part_count; i++)
        for (uint32_t n = 1; n <= backup_parts[i].count; n++) {
            backup_part_name(&backup_parts[i], wave, n, want);
            if (strcmp(name, want) == 0)
                return true;
        }
    return false;
}

bool backup_name_is_known(const char *name)
{
    char wave[WAVE_NAME_MAX + 1];
    if (strcmp(name, BACKUP_HEAD) == 0 || strcmp(name, BACKUP_SUMS) == 0 ||
        strcmp(name, BACKUP_PEOPLE) == 0 || strcmp(name, BACKUP_SITE) == 0)
        return true;
    for (size_t i = 0; i < backup_setting_count; i++)
        if (strcmp(name, backup_settings[i]) == 0)
            return true;
    const char *slash = strrchr(name, '/');
    const char *first = slash == NULL ? name : slash + 1;
    size_t len = strcspn(first, ".");
    if (len == 0 || len > WAVE_NAME_MAX)
        return false;
    memcpy(wave, first, len);
    wave[len] = '\0';
    return wave_name_is_valid(wave) && is_part_of(name, wave);
}
