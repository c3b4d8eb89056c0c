#include "conduct/backup.h"

#include "base/archive.h"
#include "base/datetime.h"
#include "base/encode.h"
#include "conduct/backup_list.h"
#include "conduct/board_keeper.h"
#include "store/copy.h"
#include "wave/manifest.h"

#include <sodium.h>

#define SETTING_MAX ((size_t)16 << 20)

static const char *const kind_names[] = {
    [CONDUCT_BACKUP_WHOLE] = "whole",
    [CONDUCT_BACKUP_BALLOTS] = "ballots",
    [CONDUCT_BACKUP_INVITES] = "invites",
};

const char *conduct_backup_kind_name(enum conduct_backup_kind kind)
{
    return kind_names[kind];
}

bool conduct_backup_kind_find(const char *text,
                              enum conduct_backup_kind *out_kind)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (strcmp(text, kind_names[i]) == 0) {
            *out_kind = (enum conduct_backup_kind)i;
            return true;
        }
    return false;
}

/* What one backup is made with. */
struct making {
    const struct conduct_folder *folder;
    const struct conduct_backup_terms *terms;
    const struct site_wave *waves;
    size_t wave_count;
    struct archive *archive;
    struct buf sums;
    size_t files;
};

static enum err add(struct making *m, const char *name, const struct buf *bytes,
                    struct err_note *note)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    char hex[ENCODE_HEX_SIZE(sizeof hash)];
    (void)crypto_hash_sha256(hash, bytes->data, bytes->len);
    encode_hex(hash, sizeof hash, hex);
    buf_printf(&m->sums, "%s  %s\n", hex, name);
    m->files++;
    return archive_add(m->archive, name, bytes->data, bytes->len, note);
}

/* A file that is read as it is, when it is there. */
static enum err add_plain(struct making *m, const char *name, bool must_be,
                          struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    if (file_join(m->folder->dir.s, name, &path) != ERR_OK)
        return err_say(note, ERR_RANGE, "the folder's path is too long");
    if (!must_be && !file_exists(path.s))
        return ERR_OK;
    enum err e = file_read(path.s, SETTING_MAX, &bytes, note);
    if (e == ERR_OK)
        e = add(m, name, &bytes, note);
    buf_wipe(&bytes);
    return e;
}

static enum err add_database(struct making *m, const char *name,
                             enum store_kind kind, bool must_be,
                             struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    if (file_join(m->folder->dir.s, name, &path) != ERR_OK)
        return err_say(note, ERR_RANGE, "the folder's path is too long");
    if (!must_be && !file_exists(path.s))
        return ERR_OK;
    enum err e = store_copy(path.s, kind, &bytes, note);
    if (e == ERR_OK)
        e = add(m, name, &bytes, note);
    buf_wipe(&bytes);
    return e;
}

static enum err add_part(struct making *m, const char *wave,
                         const struct backup_part *part, bool must_be,
                         struct err_note *note)
{
    char name[ARCHIVE_NAME_MAX + 1];
    enum err e = ERR_OK;
    for (uint32_t i = 1; e == ERR_OK && i <= part->count; i++) {
        backup_part_name(part, wave, i, name);
        e = part->is_database
                ? add_database(m, name, part->database, must_be, note)
                : add_plain(m, name, must_be && part->count == 1, note);
    }
    return e;
}

/* The open wave's parts of this kind; all parts of one that is over. */
static enum err add_wave(struct making *m, const struct site_wave *wave,
                         struct err_note *note)
{
    bool is_open = wave->state == SITE_WAVE_OPEN;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < backup_part_count; i++) {
        const struct backup_part *part = &backup_parts[i];
        if (is_open && part->kind != m->terms->kind)
            continue;
        if (part->is_key && (!is_open || m->terms->without_keys))
            continue;
        e = add_part(m, wave->name, part, is_open, note);
    }
    return e;
}

static size_t count_open(const struct making *m)
{
    size_t open = 0;
    for (size_t i = 0; i < m->wave_count; i++)
        open += m->waves[i].state == SITE_WAVE_OPEN;
    return open;
}

static enum err add_head(struct making *m, struct site *site,
                         struct err_note *note)
{
    struct buf head = BUF_INIT;
    char made[DATETIME_RFC3339_SIZE];
    datetime_rfc3339(m->terms->now_sec, made);
    buf_printf(&head, "%s\nkind: %s\nmade: %s\ninstitution: %s\n",
               BACKUP_FORMAT, conduct_backup_kind_name(m->terms->kind), made,
               site_institution(site));
    for (size_t i = 0; i < m->wave_count; i++) {
        char hex[ENCODE_HEX_SIZE(32)];
        encode_hex(m->waves[i].manifest_hash, 32, hex);
        buf_printf(&head, "wave: %s %d %s\n", m->waves[i].name,
                   (int)m->waves[i].state, hex);
    }
    enum err e = buf_check(&head);
    if (e == ERR_OK)
        e = add(m, BACKUP_HEAD, &head, note);
    buf_free(&head);
    return e;
}

/* site.db last: a folder is one of Chorus's once it has that. */
static enum err add_all(struct making *m, struct site *site,
                        struct err_note *note)
{
    bool has_people =
        m->terms->kind == CONDUCT_BACKUP_INVITES || count_open(m) == 0;
    enum err e = add_head(m, site, note);
    for (size_t i = 0; e == ERR_OK && i < backup_setting_count; i++)
        e = add_plain(m, backup_settings[i], false, note);
    if (e == ERR_OK && has_people)
        e = add_database(m, BACKUP_PEOPLE, STORE_PEOPLE, true, note);
    for (size_t i = 0; e == ERR_OK && i < m->wave_count; i++)
        e = add_wave(m, &m->waves[i], note);
    if (e == ERR_OK)
        e = add_database(m, BACKUP_SITE, STORE_SITE, true, note);
    if (e == ERR_OK)
        e = buf_check(&m->sums);
    if (e == ERR_OK)
        e = archive_add(m->archive, BACKUP_SUMS, m->sums.data, m->sums.len,
                        note);
    return e;
}

static enum err check_kind(const struct making *m, struct err_note *note)
{
    if (m->terms->kind != CONDUCT_BACKUP_WHOLE || count_open(m) == 0)
        return ERR_OK;
    return err_say(note, ERR_STATE,
                   "a wave is open: its backup holds either ballots or "
                   "invites, never both; say --with ballots or --with invites "
                   "(both, in turn, for different places)");
}

enum err conduct_backup_make(const struct conduct_folder *folder,
                             struct site *site,
                             const struct conduct_backup_terms *terms,
                             const char *path, size_t *out_open,
                             size_t *out_files, struct err_note *note)
{
    struct site_wave *waves = NULL;
    struct making m = {.folder = folder, .terms = terms, .sums = BUF_INIT};
    enum err e = site_wave_list(site, &waves, &m.wave_count);
    if (e != ERR_OK)
        return err_say(note, e, "%s: cannot be read: %s", folder->site.s,
                       err_name(e));
    m.waves = waves;
    e = check_kind(&m, note);
    for (size_t i = 0; e == ERR_OK && i < m.wave_count; i++)
        if (waves[i].state != SITE_WAVE_CLOSED)
            e = conduct_board_drop(site, waves[i].name, note);
    if (e == ERR_OK)
        e = archive_create(path, &m.archive, note);
    if (e == ERR_OK) {
        e = add_all(&m, site, note);
        if (e == ERR_OK)
            e = archive_finish(m.archive, note);
        else
            archive_abandon(m.archive);
    }
    if (e == ERR_OK) {
        *out_open = count_open(&m);
        *out_files = m.files;
    }
    buf_free(&m.sums);
    free(waves);
    return e;
}
