/*
 * How many have fetched a token, as the office may see it while a wave runs:
 * by department, in bands of ten percent, once a day, and only for rosters of
 * 30 and more; the smaller ones stand together. Finer or more often, a band
 * that changes would tell who has just been there.
 */
#ifndef CHORUS_WEB_FETCHED_H
#define CHORUS_WEB_FETCHED_H

#include "web/waves.h"

#define WEB_FETCHED_MIN_ROSTER 30u

struct web_fetched; /* today's bands of all open waves */

/* One line: a department, or the smaller ones together. */
struct web_fetched_line {
    const char *department;
    uint32_t roster;
    unsigned band; /* 0: 0 to 9 %, ..., 9: 90 to 100 % */
};

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
    void (*fn)(void *ctx, const struct web_fetched_line *line), void *ctx,
    char out_date[static WEB_FETCHED_DATE_SIZE]);

/*
 * The lines of counts by group, pure: departments in the manifest's order with
 * a roster of 30 and more; the others as "Other departments" when they reach
 * it together. In: ISSUED[i] of groups[i]. Out: OUT_LINES, with room for one
 * more than there are groups; department names belong to the manifest.
 */
size_t web_fetched_lines(const struct wave_manifest *manifest,
                         const uint32_t *issued,
                         struct web_fetched_line *out_lines);

#endif
