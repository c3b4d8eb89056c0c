#include "store/site_inside.h"

static enum err document_add(struct db *db, const char *wave,
                             enum site_document which,
                             const struct site_bytes *bytes)
{
    struct db_query q = db_query_start(db, SITE_DOCUMENT_ADD);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, which);
    db_bind_blob(&q, 3, bytes->bytes, bytes->len);
    return db_run(&q);
}

/* One document of a set that goes in together. */
struct part {
    enum site_document which;
    const struct site_bytes *bytes;
};

static enum err documents_add(struct db *db, const char *wave,
                              const struct part *parts, size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        e = document_add(db, wave, parts[i].which, parts[i].bytes);
    return e;
}

/*
 * Ends a turn of a wave that leads to STATE. A commit may fail after the turn
 * is in the file, with its journal half overwritten: the file has the word, or
 * the wave would be open for the one program and closed for the other.
 */
static enum err turn_end(struct site *site, const char *wave,
                         enum site_wave_state state, enum err so_far)
{
    struct site_wave now;
    enum err e = site_end(site, so_far);
    if (so_far == ERR_OK && e != ERR_OK &&
        site_wave_get(site, wave, &now) == ERR_OK && now.state == state)
        e = ERR_OK;
    return e;
}

enum err site_wave_put(struct site *site, const struct site_wave *wave,
                       const struct site_promise *promise)
{
    const struct part parts[] = {
        {SITE_MANIFEST, &promise->manifest},
        {SITE_SURVEY, &promise->survey},
        {SITE_CLIENT, &promise->client},
    };
    const struct part others[] = {
        {SITE_UNITS, &promise->units},
        {SITE_WORDS, &promise->words},
        {SITE_INFORMATION, &promise->information},
    };
    if (wave->state != SITE_WAVE_OPEN)
        return ERR_RANGE;
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_WAVE_ADD);
    db_bind_text(&q, 1, wave->name);
    db_bind_int(&q, 2, wave->opens_sec);
    db_bind_int(&q, 3, wave->closes_sec);
    db_bind_int(&q, 4, wave->public_sec);
    db_bind_blob(&q, 5, wave->manifest_hash, sizeof wave->manifest_hash);
    e = db_run(&q);
    if (e == ERR_OK)
        e = documents_add(site->db, wave->name, parts,
                          sizeof parts / sizeof *parts);
    for (size_t i = 0; e == ERR_OK && i < sizeof others / sizeof *others; i++)
        if (others[i].bytes->len > 0)
            e = documents_add(site->db, wave->name, &others[i], 1);
    return turn_end(site, wave->name, SITE_WAVE_OPEN, e);
}

static enum err read_wave(const struct db_query *q, struct site_wave *out_wave)
{
    struct site_wave w = {
        .state = (enum site_wave_state)db_int(q, 1),
        .opens_sec = db_int(q, 2),
        .closes_sec = db_int(q, 3),
        .public_sec = db_int(q, 4),
    };
    enum err e = db_text_into(q, 0, w.name, sizeof w.name);
    if (e == ERR_OK)
        e = db_blob_into(q, 5, w.manifest_hash, sizeof w.manifest_hash);
    if (e == ERR_OK)
        *out_wave = w;
    return e;
}

enum err site_wave_list(struct site *site, struct site_wave **out_waves,
                        size_t *out_n)
{
    struct buf all = BUF_INIT;
    bool has_row = false;
    enum err e = ERR_OK;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_WAVE_LIST);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        struct site_wave wave;
        e = read_wave(&q, &wave);
        if (e != ERR_OK)
            break;
        buf_put(&all, &wave, sizeof wave);
    }
    db_query_end(&q);
    site_unlock(site);
    if (e == ERR_OK)
        e = buf_check(&all);
    size_t len = 0;
    void *waves = e == ERR_OK ? buf_take(&all, &len) : NULL;
    if (waves == NULL) {
        buf_free(&all);
        return e == ERR_OK ? ERR_MEMORY : e;
    }
    *out_waves = waves;
    *out_n = len / sizeof **out_waves;
    return ERR_OK;
}

enum err site_wave_get(struct site *site, const char *wave,
                       struct site_wave *out_wave)
{
    bool has_row = false;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_WAVE_GET);
    db_bind_text(&q, 1, wave);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK)
        e = has_row ? read_wave(&q, out_wave) : ERR_NOT_FOUND;
    db_query_end(&q);
    site_unlock(site);
    return e;
}

enum err site_wave_document(struct site *site, const char *wave,
                            enum site_document which, struct buf *out_bytes)
{
    struct buf b = BUF_INIT;
    bool has_row = false;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_DOCUMENT_GET);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, which);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK && !has_row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK) {
        size_t len = 0;
        const uint8_t *bytes = db_blob(&q, 0, &len);
        buf_put(&b, bytes, len);
        e = buf_check(&b);
    }
    db_query_end(&q);
    /* As many as the document's, and not met again. */
    db_forget_pages(site->db);
    site_unlock(site);
    if (e != ERR_OK) {
        buf_free(&b);
        return e;
    }
    *out_bytes = b;
    return ERR_OK;
}

/* Whether a change of one row hit none because there is no such wave. */
static enum err why_not_open(struct site *site, const char *wave)
{
    bool has_row = false;
    struct db_query q = db_query_start(site->db, SITE_WAVE_GET);
    db_bind_text(&q, 1, wave);
    enum err e = db_query_next(&q, &has_row);
    db_query_end(&q);
    if (e != ERR_OK)
        return e;
    return has_row ? ERR_STATE : ERR_NOT_FOUND;
}

enum err site_wave_publish(struct site *site, const char *wave,
                           const struct site_results *results)
{
    const struct part parts[] = {
        {SITE_RELEASE, &results->release},
        {SITE_RELEASE_SIG, &results->release_sig},
        {SITE_BOARD_SIG, &results->board_sig},
    };
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_WAVE_CLOSE);
    db_bind_text(&q, 1, wave);
    e = db_run_changing(&q, 1, ERR_STATE);
    if (e == ERR_STATE)
        e = why_not_open(site, wave);
    if (e == ERR_OK)
        e = site_board_is_whole(site, wave, results->board_len);
    if (e == ERR_OK)
        e = documents_add(site->db, wave, parts, sizeof parts / sizeof *parts);
    return turn_end(site, wave, SITE_WAVE_CLOSED, e);
}

enum err site_wave_public_set(struct site *site, const char *wave,
                              int64_t public_sec)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_WAVE_PUBLIC);
    db_bind_int(&q, 1, public_sec);
    db_bind_text(&q, 2, wave);
    return site_end(site, db_run_changing(&q, 1, ERR_NOT_FOUND));
}

enum err site_wave_end(struct site *site, const char *wave)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_WAVE_END);
    db_bind_text(&q, 1, wave);
    e = db_run_changing(&q, 1, ERR_STATE);
    if (e == ERR_STATE)
        e = why_not_open(site, wave);
    return turn_end(site, wave, SITE_WAVE_ENDED, e);
}

enum err site_hold_get(struct site *site, const char *wave,
                       struct site_hold *out_hold)
{
    struct site_hold hold = {0};
    bool has_row = false;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_HOLD_LAST);
    db_bind_text(&q, 1, wave);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK && has_row) {
        hold.is_on = db_int(&q, 0) == 1;
        hold.at_sec = db_int(&q, 2);
        e = db_text_into(&q, 1, hold.reason, sizeof hold.reason);
    }
    db_query_end(&q);
    site_unlock(site);
    if (e == ERR_OK)
        *out_hold = hold;
    return e;
}

enum err site_hold_put(struct site *site, const char *wave,
                       const struct site_hold *hold)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_HOLD_ADD);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, hold->is_on);
    db_bind_text(&q, 3, hold->reason);
    db_bind_int(&q, 4, hold->at_sec);
    return site_end(site, db_run(&q));
}
