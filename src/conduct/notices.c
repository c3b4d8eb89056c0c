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

enum err conduct_information_read(const char *dir, const char *path,
                                  struct buf *out_bytes, struct err_note *note)
{
    struct file_path own;
    struct buf bytes = BUF_INIT;
    struct survey_information *info = NULL;
    if (path == NULL) {
        if (file_join(dir, "information.json", &own) != ERR_OK)
            return err_say(note, ERR_RANGE, "%s: the path is too long", dir);
        if (!file_exists(own.s))
            return say_missing(own.s, note);
        path = own.s;
    }
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : file_read(path, NOTICE_MAX_BYTES, &bytes, note);
    if (e == ERR_OK) {
        e = survey_information_parse(bytes.data, bytes.len, &info, problems);
        if (e == ERR_FORMAT)
            e = say_first(path, problems, note);
    }
    survey_information_free(info);
    free(problems);
    if (e != ERR_OK) {
        buf_free(&bytes);
        return e;
    }
    *out_bytes = bytes;
    return ERR_OK;
}

enum err conduct_resources_read(const char *dir,
                                struct survey_resources **out_resources,
                                struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    bool own = file_join(dir, "server/resources.json", &path) == ERR_OK &&
               file_exists(path.s);
    if (!own && share_find("surveys/resources.json", &path, NULL) != ERR_OK)
        return err_say(note, ERR_NOT_FOUND,
                       "%s/server/resources.json: no support resources there, "
                       "and none that ship; no wave opens without a crisis "
                       "line",
                       dir);
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : file_read(path.s, NOTICE_MAX_BYTES, &bytes, note);
    if (e == ERR_OK) {
        e = survey_resources_parse(bytes.data, bytes.len, out_resources,
                                   problems);
        if (e == ERR_FORMAT)
            e = say_first(path.s, problems, note);
    }
    free(problems);
    buf_free(&bytes);
    return e;
}

enum err conduct_crosswalk_read(const char *dir,
                                struct survey_crosswalk **out_crosswalk,
                                struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    bool own = file_join(dir, "server/crosswalk.json", &path) == ERR_OK &&
               file_exists(path.s);
    if (!own && share_find("surveys/crosswalk.json", &path, NULL) != ERR_OK)
        return err_say(note, ERR_NOT_FOUND,
                       "%s/server/crosswalk.json: no crosswalk there, and none "
                       "that ships",
                       dir);
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : file_read(path.s, NOTICE_MAX_BYTES, &bytes, note);
    if (e == ERR_OK) {
        e = survey_crosswalk_parse(bytes.data, bytes.len, out_crosswalk,
                                   problems);
        if (e == ERR_FORMAT)
            e = say_first(path.s, problems, note);
    }
    free(problems);
    buf_free(&bytes);
    return e;
}
