#include "conduct/restore.h"

#include "base/encode.h"
#include "conduct/backup_list.h"
#include "conduct/wave_record.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

/* One restore, over its two walks through the archive. */
struct restoring {
    const char *path;
    struct conduct_folder folder;
    struct site *site; /* NULL: DIR has none yet */
    bool has_head;
    bool has_site;
    bool has_sums;
    struct buf head;
    struct buf sums; /* of what was read, as SHA256SUMS has it */
    struct conduct_restored result;
};

/* --- the first walk: is it a whole backup ----------------------------------
 */

static enum err bad(const struct restoring *r, struct err_note *note)
{
    return err_say(note, ERR_FORMAT,
                   "%s: is no backup of Chorus, or was cut off or changed",
                   r->path);
}

static enum err check_file(void *ctx, const char *name, const struct buf *bytes,
                           struct err_note *note)
{
    struct restoring *r = ctx;
    uint8_t hash[crypto_hash_sha256_BYTES];
    char hex[ENCODE_HEX_SIZE(sizeof hash)];
    bool is_head = strcmp(name, BACKUP_HEAD) == 0;
    if (r->has_sums || is_head == r->has_head || !backup_name_is_known(name))
        return bad(r, note);
    if (strcmp(name, BACKUP_SUMS) == 0) {
        r->has_sums = true;
        return bytes->len == r->sums.len &&
                       memcmp(bytes->data, r->sums.data, bytes->len) == 0
                   ? ERR_OK
                   : bad(r, note);
    }
    if (is_head) {
        r->has_head = true;
        buf_put(&r->head, bytes->data, bytes->len);
    }
    r->has_site |= strcmp(name, BACKUP_SITE) == 0;
    (void)crypto_hash_sha256(hash, bytes->data, bytes->len);
    encode_hex(hash, sizeof hash, hex);
    buf_printf(&r->sums, "%s  %s\n", hex, name);
    return buf_check(&r->sums);
}

/* The value of "KEY: VALUE" at the beginning of a line; NULL: another line. */
static const char *value_of(const char *line, const char *key)
{
    size_t len = strlen(key);
    return strncmp(line, key, len) == 0 && strncmp(line + len, ": ", 2) == 0
               ? line + len + 2
               : NULL;
}

static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end == NULL ? "" : end + 1;
}

static enum err read_head(struct restoring *r, struct err_note *note)
{
    char kind[16];
    const char *text = buf_text(&r->head);
    if (strlen(text) != r->head.len ||
        strncmp(text, BACKUP_FORMAT "\n", strlen(BACKUP_FORMAT) + 1) != 0)
        return bad(r, note);
    const char *line = next_line(text);
    const char *value = value_of(line, "kind");
    if (value == NULL)
        return bad(r, note);
    (void)snprintf(kind, sizeof kind, "%.*s", (int)strcspn(value, "\n"), value);
    line = next_line(line);
    value = value_of(line, "made");
    if (value == NULL || !conduct_backup_kind_find(kind, &r->result.kind))
        return bad(r, note);
    (void)snprintf(r->result.made, sizeof r->result.made, "%.*s",
                   (int)strcspn(value, "\n"), value);
    return ERR_OK;
}

/* --- is DIR of the same waves ----------------------------------------------
 */

static enum err check_waves(const struct restoring *r, struct err_note *note)
{
    struct site_wave *waves = NULL;
    size_t count = 0;
    size_t same = 0;
    size_t named = 0;
    enum err e = site_wave_list(r->site, &waves, &count);
    if (e != ERR_OK)
        return err_say(note, e, "%s: cannot be read: %s", r->folder.site.s,
                       err_name(e));
    for (const char *line = buf_text(&r->head); *line != '\0';
         line = next_line(line)) {
        const char *value = value_of(line, "wave");
        named += value != NULL;
        for (size_t i = 0; value != NULL && i < count; i++) {
            char hex[ENCODE_HEX_SIZE(32)];
            char want[128];
            encode_hex(waves[i].manifest_hash, 32, hex);
            int n = snprintf(want, sizeof want, "%s %d %s\n", waves[i].name,
                             (int)waves[i].state, hex);
            same += n > 0 && strncmp(value, want, (size_t)n) == 0;
        }
    }
    free(waves);
    if (same == count && named == count)
        return ERR_OK;
    return err_say(note, ERR_STATE,
                   "%s: has other waves than the backup, or in another state; "
                   "restore into a new folder",
                   r->folder.dir.s);
}

/* --- the second walk: writing ----------------------------------------------
 */

static bool is_same(const char *path, const struct buf *bytes)
{
    struct buf there = BUF_INIT;
    bool same =
        file_read(path, ARCHIVE_FILE_MAX, &there, NULL) == ERR_OK &&
        there.len == bytes->len &&
        (there.len == 0 || memcmp(there.data, bytes->data, there.len) == 0);
    buf_wipe(&there);
    return same;
}

/* Where a file goes, and whether it must: it may be there already, in a folder
 * that lacks others, or from a restore that was interrupted. */
static enum err find_place(const struct restoring *r, const char *name,
                           const struct buf *bytes, struct file_path *out_path,
                           bool *out_needed, struct err_note *note)
{
    *out_needed = false;
    if (strcmp(name, BACKUP_HEAD) == 0 || strcmp(name, BACKUP_SUMS) == 0)
        return ERR_OK;
    enum err e = file_join(r->folder.dir.s, name, out_path);
    /* Settings that a package put there stay; the backup's lie beside them. */
    if (e == ERR_OK && r->site == NULL &&
        strcmp(name, backup_settings[0]) == 0 && file_exists(out_path->s) &&
        !is_same(out_path->s, bytes))
        e = file_join(r->folder.dir.s, BACKUP_CONF_BESIDE, out_path);
    if (e != ERR_OK)
        return err_say(note, e, "the folder's path is too long");
    *out_needed = !file_exists(out_path->s);
    if (*out_needed || r->site != NULL || is_same(out_path->s, bytes))
        return ERR_OK;
    return err_say(note, ERR_EXISTS,
                   "%s: is there already; restore into a new folder",
                   out_path->s);
}

static enum err check_place(void *ctx, const char *name,
                            const struct buf *bytes, struct err_note *note)
{
    struct file_path path;
    bool needed = false;
    return find_place(ctx, name, bytes, &path, &needed, note);
}

static enum err write_file(void *ctx, const char *name, const struct buf *bytes,
                           struct err_note *note)
{
    struct restoring *r = ctx;
    struct file_path path;
    bool needed = false;
    enum err e = find_place(r, name, bytes, &path, &needed, note);
    if (e != ERR_OK || !needed)
        return e;
    mode_t mode = strchr(name, '/') == NULL ? 0644 : 0600;
    e = file_write_new(path.s, bytes->data, bytes->len, mode, note);
    if (e == ERR_OK && strncmp(name, "server/", 7) == 0)
        e = conduct_folder_hand_over(&r->folder, path.s, note);
    r->result.files += e == ERR_OK;
    return e;
}

static enum err write_all(struct restoring *r, struct err_note *note)
{
    enum err e = archive_each(r->path, check_place, r, note);
    if (e == ERR_OK)
        e = conduct_folder_make(&r->folder, note);
    if (e == ERR_OK)
        e = archive_each(r->path, write_file, r, note);
    if (e == ERR_OK && r->result.files == 0 && r->site != NULL)
        e = err_say(note, ERR_EXISTS, "%s: lacks nothing that the backup has",
                    r->folder.dir.s);
    return e;
}

static enum err restore(struct restoring *r, const char *dir,
                        struct err_note *note)
{
    enum err e = archive_each(r->path, check_file, r, note);
    if (e == ERR_OK && (!r->has_head || !r->has_site || !r->has_sums))
        e = bad(r, note);
    if (e == ERR_OK)
        e = read_head(r, note);
    if (e == ERR_OK)
        e = conduct_folder_paths(dir, &r->folder, note);
    if (e == ERR_OK && file_exists(r->folder.site.s)) {
        e = conduct_folder_lock(dir, &r->folder, note);
        if (e == ERR_OK)
            e = conduct_folder_site(&r->folder, &r->site, note);
        if (e == ERR_OK)
            e = check_waves(r, note);
    }
    return e == ERR_OK ? write_all(r, note) : e;
}

enum err conduct_restore(const char *path, const char *dir,
                         struct conduct_restored *out_restored,
                         struct err_note *note)
{
    struct restoring r = {
        .path = path, .folder.lock_fd = -1, .head = BUF_INIT, .sums = BUF_INIT};
    enum err e = restore(&r, dir, note);
    site_close(r.site);
    conduct_folder_close(&r.folder);
    buf_free(&r.head);
    buf_free(&r.sums);
    if (e == ERR_OK)
        *out_restored = r.result;
    return e;
}
