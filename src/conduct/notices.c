#include "conduct/notices.h"

#include "base/share.h"
#include "survey/information.h"

#define NOTICE_MAX_BYTES (256u << 10)

static enum err say_first(const char *path,
                          const struct survey_problems *problems,
                          struct err_note *note)
{
    return err_say(note, ERR_FORMAT, "%s:%zu:%zu: %s", path,
                   problems->list[0].line, problems->list[0].column,
                   problems->list[0].text);
}

/*
 * Reads a file with its kind's parser; OUT is what that makes. Out: OUT_BYTES,
 * the file's. Errors: those of file_read and of the parser, with the place of
 * the first problem in NOTE.
 */
static enum err read_document(
    const char *path,
    enum err (*parse)(const struct buf *bytes, void *out,
                      struct survey_problems *problems),
    void *out, struct buf *out_bytes, struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : file_read(path, NOTICE_MAX_BYTES, &bytes, note);
    if (e == ERR_OK)
        e = parse(&bytes, out, problems);
    if (e == ERR_FORMAT && problems->count > 0)
        e = say_first(path, problems, note);
    free(problems);
    if (e == ERR_OK)
        *out_bytes = bytes;
    else
        buf_free(&bytes);
    return e;
}

/* --- the information sheet ------------------------------------------------ */

static enum err say_missing(const char *path, struct err_note *note)
{
    struct file_path shipped;
    return err_say(note, ERR_NOT_FOUND,
                   "%s: no information sheet; trainees read it before they "
                   "answer. Copy %s there and put your own words in, or give "
                   "--info FILE",
                   path,
                   share_find("surveys/information.json", &shipped, NULL) ==
                           ERR_OK
                       ? shipped.s
                       : "surveys/information.json");
}

static enum err parse_information(const struct buf *bytes, void *out,
                                  struct survey_problems *problems)
{
    return survey_information_parse(bytes->data, bytes->len, out, problems);
}

enum err conduct_information_read(const char *dir, const char *path,
                                  struct buf *out_bytes, struct err_note *note)
{
    struct file_path own;
    struct survey_information *info = NULL;
    if (path == NULL) {
        if (file_join(dir, "information.json", &own) != ERR_OK)
            return err_say(note, ERR_RANGE, "%s: the path is too long", dir);
        if (!file_exists(own.s))
            return say_missing(own.s, note);
        path = own.s;
    }
    enum err e = read_document(path, parse_information, &info, out_bytes, note);
    survey_information_free(info);
    return e;
}

/* --- what an institution may replace -------------------------------------- */

/* DIR/server/NAME, else the one that ships. MISSING ends the sentence of a note
 * that says there is neither. */
static enum err read_own(const char *dir, const char *name, const char *missing,
                         enum err (*parse)(const struct buf *bytes, void *out,
                                           struct survey_problems *problems),
                         void *out, struct err_note *note)
{
    char own[64];
    char shipped[64];
    struct file_path path;
    struct buf bytes = BUF_INIT;
    (void)snprintf(own, sizeof own, "server/%s", name);
    (void)snprintf(shipped, sizeof shipped, "surveys/%s", name);
    bool has_own = file_join(dir, own, &path) == ERR_OK && file_exists(path.s);
    if (!has_own && share_find(shipped, &path, NULL) != ERR_OK)
        return err_say(note, ERR_NOT_FOUND,
                       "%s/%s: not there, and none that ships%s", dir, own,
                       missing);
    enum err e = read_document(path.s, parse, out, &bytes, note);
    buf_free(&bytes);
    return e;
}

static enum err parse_resources(const struct buf *bytes, void *out,
                                struct survey_problems *problems)
{
    return survey_resources_parse(bytes->data, bytes->len, out, problems);
}

enum err conduct_resources_read(const char *dir,
                                struct survey_resources **out_resources,
                                struct err_note *note)
{
    return read_own(dir, "resources.json",
                    "; no wave opens without a crisis line", parse_resources,
                    out_resources, note);
}

static enum err parse_crosswalk(const struct buf *bytes, void *out,
                                struct survey_problems *problems)
{
    return survey_crosswalk_parse(bytes->data, bytes->len, out, problems);
}

enum err conduct_crosswalk_read(const char *dir,
                                struct survey_crosswalk **out_crosswalk,
                                struct err_note *note)
{
    return read_own(dir, "crosswalk.json", "", parse_crosswalk, out_crosswalk,
                    note);
}

static enum err parse_offers(const struct buf *bytes, void *out,
                             struct survey_problems *problems)
{
    return survey_offers_parse(bytes->data, bytes->len, out, problems);
}

enum err conduct_offers_read(const char *dir, struct survey_offers **out_offers,
                             struct err_note *note)
{
    return read_own(dir, "offers.json", "", parse_offers, out_offers, note);
}
