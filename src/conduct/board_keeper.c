#include "conduct/board_keeper.h"

/* Of one transaction. */
#define WAITING_MAX (64u * SITE_PIECE_BYTES)

_Static_assert(WAVE_BOARD_PIECE_BYTES == SITE_PIECE_BYTES, "one piece");

enum err conduct_board_drop(struct site *site, const char *wave,
                            struct err_note *note)
{
    const enum err e = site_board_drop(site, wave);
    return e == ERR_OK ? e
                       : err_say(note, e,
                                 "what an earlier close wrote of the board of "
                                 "%s cannot be taken away: %s; see that the "
                                 "disk has room and try again",
                                 wave, err_name(e));
}

void conduct_board_keeper_begin(struct site *site, const char *wave,
                                const struct conduct_watch *watch,
                                struct conduct_board_keeper *out_keeper)
{
    *out_keeper = (struct conduct_board_keeper){
        .site = site, .wave = wave, .watch = watch, .waiting = BUF_INIT};
}

enum err conduct_board_keeper_finish(struct conduct_board_keeper *k)
{
    if (k->waiting.len == 0)
        return ERR_OK;
    const enum err e = site_board_add(k->site, k->wave, k->len, k->waiting.data,
                                      k->waiting.len);
    if (e == ERR_OK)
        k->len += k->waiting.len;
    buf_clear(&k->waiting);
    return e == ERR_DENIED ? ERR_IO : e; /* denied is who gives up */
}

static enum err put(void *context, const uint8_t *bytes, size_t len)
{
    struct conduct_board_keeper *k = context;
    if (conduct_watch_is_given_up(k->watch))
        return ERR_DENIED;
    buf_put(&k->waiting, bytes, len);
    const enum err e = buf_check(&k->waiting);
    if (e != ERR_OK || k->waiting.len < WAITING_MAX)
        return e;
    return conduct_board_keeper_finish(k);
}

struct wave_board_sink conduct_board_keeper_sink(
    struct conduct_board_keeper *keeper)
{
    return (struct wave_board_sink){put, keeper};
}

void conduct_board_keeper_wipe(struct conduct_board_keeper *keeper)
{
    buf_free(&keeper->waiting);
    *keeper = (struct conduct_board_keeper){.waiting = BUF_INIT};
}
