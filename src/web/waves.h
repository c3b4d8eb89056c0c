/*
 * The waves that chorusd serves: loaded from site.db, watched by one thread,
 * read by many. An open wave has its two doors; a closed one its published
 * documents. Whoever looks a wave up holds it until web_wave_release, so that a
 * wave can close under load: a door goes when its last reader has gone.
 */
#ifndef CHORUS_WEB_WAVES_H
#define CHORUS_WEB_WAVES_H

#include "collect/issue.h"
#include "collect/submit.h"
#include "http/request.h"
#include "release/published.h"
#include "store/site.h"
#include "survey/definition.h"
#include "survey/information.h"
#include "wave/units.h"
#include "web/kept.h"

#include <stdatomic.h>

#define WEB_SRI_SIZE 52 /* sha256-, 44 characters of base64, NUL */

/* How far a wave is for those who send something. */
enum web_wave_phase {
    WEB_WAVE_COLLECTING, /* its doors are open */
    WEB_WAVE_BROKEN, /* open, but its files do not agree: 503, tried again */
    WEB_WAVE_CLOSED, /* 410; its release can be read */
};

/* Answers that are the same for everyone; NULL where there is none. */
struct web_wave_documents {
    struct http_prepared *manifest;
    struct http_prepared *survey;
    struct http_prepared *client;
    struct http_prepared *words;
    struct http_prepared *information;
    struct http_prepared *board;
    struct http_prepared *board_sig;
    struct http_prepared *release;
    struct http_prepared *release_sig;
};

/* A page for trainees, by language; NULL until somebody asks for it. */
#define WEB_KEPT_LANGUAGES 8
struct web_kept_pages {
    _Atomic(struct http_prepared *) in[WEB_KEPT_LANGUAGES];
};

struct web_wave {
    struct site_wave info;
    enum web_wave_phase phase;
    struct wave_manifest *manifest;
    struct collect_wave promise;
    struct survey *survey;
    struct survey_information
        *information; /* NULL: an older Chorus opened it */
    struct web_wave_documents documents;
    char client_sri[WEB_SRI_SIZE];
    struct web_kept_pages survey_page;
    struct web_kept_pages receipt_page;
    struct issue *issue;               /* collecting only */
    struct submit *submit;             /* collecting only */
    struct published_release *release; /* closed only */
    struct buf release_bytes;          /* exactly as signed; closed only */
    /* What /results/WAVE shows of releases; [1]: with links to units. */
    struct web_kept results[2];
    struct web_kept portfolio; /* and below it */
    struct wave_units *units;  /* types and sites; closed only; may be NULL */
    atomic_uint holders;
};

struct web_waves;

/*
 * Loads all waves and starts the watching thread. In: SITE, kept; SERVER_DIR,
 * DIR/server. A wave that cannot be loaded does not keep the others from being
 * served. Out: caller ends with web_waves_close.
 * Errors: those of the store; ERR_MEMORY; ERR_IO (no thread).
 */
BASE_MUST_USE enum err web_waves_open(struct site *site, const char *server_dir,
                                      struct web_waves **out_waves,
                                      struct err_note *note);

/* Stops watching, closes the doors (what they accepted is finished), frees.
 * Nobody holds a wave. NULL is fine. */
void web_waves_close(struct web_waves *waves);

/* A wave by name, by the hash of its manifest; NULL when there is none.
 * Released by the caller. */
struct web_wave *web_waves_find(struct web_waves *waves, const char *name);
struct web_wave *web_waves_find_manifest(struct web_waves *waves,
                                         const uint8_t mh[static 32]);

/*
 * All waves, the newest opening first. Out: caller releases with
 * web_waves_list_free. ERR_MEMORY.
 */
BASE_MUST_USE enum err web_waves_list(struct web_waves *waves,
                                      struct web_wave ***out_list,
                                      size_t *out_n);
void web_waves_list_free(struct web_wave **list, size_t n);

void web_wave_release(struct web_wave *wave);

/* Another number, from 1 on, whenever a wave came, changed or went. */
uint64_t web_waves_version(const struct web_waves *waves);

/* Whether results may be shown to anybody: closed, and the office's date has
 * come. */
bool web_wave_is_public(const struct web_wave *wave, int64_t now_sec);
/* Whether somebody may still answer. */
bool web_wave_takes_answers(const struct web_wave *wave, int64_t now_sec);

/* Whether every open wave has its doors. */
bool web_waves_are_well(struct web_waves *waves);

#endif
