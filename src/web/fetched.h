/*
 * How many have fetched a token, as the office may see it while a wave runs:
 * by department, in bands of ten percent, once a day, and only for rosters of
 * 30 and more; the smaller ones stand together. Finer or more often, a band
 * that changes would tell who has just been there.
 */
#ifndef CHORUS_WEB_FETCHED_H
#define CHORUS_WEB_FETCHED_H

#include "wave/fetched.h"
#include "web/waves.h"

struct web_fetched; /* today's bands of all open waves */

/* Out: caller frees with web_fetched_free. In: SERVER_DIR, kept. */
BASE_MUST_USE enum err web_fetched_new(const char *server_dir,
                                       struct web_fetched **out_fetched);
void web_fetched_free(struct web_fetched *fetched);

/*
 * Calls FN for each line of an open wave; whoever asks again on the same day
 * sees the same bands. OUT_DATE: the day on which they were taken.
 * Errors: those of the store; ERR_MEMORY.
 */
#define WEB_FETCHED_DATE_SIZE 11
BASE_MUST_USE enum err web_fetched_each(
    struct web_fetched *fetched, const struct web_wave *wave, int64_t now_sec,
    void (*fn)(void *ctx, const struct wave_fetched_line *line), void *ctx,
    char out_date[static WEB_FETCHED_DATE_SIZE]);

#endif
