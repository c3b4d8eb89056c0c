/*
 * What the tests of the site's file share: one in a folder of its own, open for
 * the office and for the server, and a wave with its documents.
 */
#ifndef CHORUS_TESTS_STORE_SITE_HELP_H
#define CHORUS_TESTS_STORE_SITE_HELP_H

#include "test_store_help.h"

#include "store/site.h"

#define BYTES(text)                                                            \
    {                                                                          \
        (const uint8_t *)(text), sizeof(text) - 1                              \
    }

struct stage {
    struct folder dir;
    struct file_path path;
    struct site *office;
    struct site *server;
};

HELP struct stage stage_new(void)
{
    struct stage s = {.dir = folder_new()};
    s.path = folder_file(&s.dir, "site.db");
    assert_int_equal(site_create(s.path.s, "Riverside", NULL), ERR_OK);
    assert_int_equal(site_open(s.path.s, SITE_OFFICE, &s.office, NULL), ERR_OK);
    assert_int_equal(site_open(s.path.s, SITE_SERVER, &s.server, NULL), ERR_OK);
    return s;
}

HELP void stage_free(struct stage *s)
{
    site_close(s->office);
    site_close(s->server);
    folder_free(&s->dir);
}

HELP const struct site_promise promise = {
    BYTES("{manifest}"), BYTES("{survey}"), BYTES("bundle\0with NUL"),
    BYTES("{units}"),    BYTES("{words}"),  BYTES("{information}")};
HELP const struct site_results results = {
    BYTES("{release}"), BYTES("release-sig"), BYTES("board-sig"), 7};

HELP void add_board(struct site *site)
{
    assert_int_equal(
        site_board_add(site, "w", 0, (const uint8_t *)"{board}", 7), ERR_OK);
}

HELP void check_board(struct site *site, const char *wave,
                      const uint8_t *expected, size_t len)
{
    struct site_board board;
    uint8_t *bytes = malloc(len + 1);
    assert_non_null(bytes);
    assert_int_equal(site_board_find(site, wave, &board), ERR_OK);
    assert_int_equal(board.len, len);
    assert_int_equal(site_board_read(&board, 0, bytes, len), ERR_OK);
    assert_memory_equal(bytes, expected, len);
    assert_int_equal(site_board_read(&board, 1, bytes, len), ERR_CORRUPT);
    free(bytes);
}

HELP enum err open_wave(struct site *site, const char *name, int64_t opens)
{
    struct site_wave w = {
        .state = SITE_WAVE_OPEN, .opens_sec = opens, .closes_sec = opens + 100};
    (void)snprintf(w.name, sizeof w.name, "%s", name);
    (void)crypto_hash_sha256(w.manifest_hash, (const uint8_t *)name,
                             strlen(name));
    return site_wave_put(site, &w, &promise);
}

#endif
