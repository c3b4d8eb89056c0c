/*
 * Requests for tests/bench/load.c: what trainees of a wave would send, made
 * before the clock runs. One program for both doors.
 *
 *   messages URL WAVE INVITES.csv issue COUNT OUT
 *   messages URL WAVE INVITES.csv redeem COUNT OUT KEYS_DIR
 *
 * Issue requests are signed by the invites of the file, in its order. Redeem
 * requests need tokens: they are made with the server's own token key from
 * KEYS_DIR, so that a bench of redeeming needs no issuing before it. Prints how
 * many bytes the body of one has.
 */
#include "base/file.h"
#include "roster/csv.h"
#include "voter/client.h"
#include "voter/population.h"
#include "wave/derive.h"
#include "wave/onlinekeys.h"

#include <sodium.h>

struct messages {
    struct voter_wave wave;
    struct csv_table *invites;
    size_t link_column;
    struct wave_onlinekeys *keys; /* redeem only */
    struct token_context **contexts;
    size_t count;
    FILE *out;
    size_t body_bytes;
};

static void must(enum err e, const struct err_note *note)
{
    if (e == ERR_OK)
        return;
    fprintf(stderr, "messages: %s: %s\n", err_name(e), note->text);
    exit(1);
}

static void put(struct messages *m, const char *path, const uint8_t *body,
                size_t len)
{
    char head[256];
    int n = snprintf(head, sizeof head,
                     "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
                     "application/octet-stream\r\nContent-Length: %zu\r\n\r\n",
                     path, len);
    uint32_t whole = (uint32_t)((size_t)n + len);
    m->body_bytes = len;
    if (fwrite(&whole, sizeof whole, 1, m->out) != 1 ||
        fwrite(head, (size_t)n, 1, m->out) != 1 ||
        fwrite(body, len, 1, m->out) != 1)
        must(ERR_IO, &(struct err_note){"the file of requests"});
}

static void read_invites(struct messages *m, const char *path)
{
    struct err_note note = {""};
    struct buf bytes = BUF_INIT;
    must(file_read(path, CSV_FILE_MAX, &bytes, &note), &note);
    must(csv_parse(bytes.data, bytes.len, &m->invites, &note), &note);
    const struct csv_row *head = &m->invites->rows[0];
    while (m->link_column < head->cell_count &&
           strcmp(head->cells[m->link_column], "link") != 0)
        m->link_column++;
    if (m->link_column == head->cell_count ||
        m->invites->row_count < m->count + 1)
        must(ERR_RANGE, &(struct err_note){"too few invites"});
    buf_free(&bytes);
}

static void invite_code(const struct messages *m, size_t i,
                        struct wave_invite_code *out_code)
{
    struct wave_invite_link link;
    must(wave_invite_link_parse(m->invites->rows[i + 1].cells[m->link_column],
                                &link),
         &(struct err_note){"a link"});
    *out_code = link.code;
}

static void write_issue(struct messages *m)
{
    for (size_t i = 0; i < m->count; i++) {
        struct err_note note = {""};
        struct wave_invite_code code;
        struct voter_issue issue;
        invite_code(m, i, &code);
        must(voter_issue_begin(&m->wave, &code, &issue, &note), &note);
        put(m, "/v1/issue", issue.request, sizeof issue.request);
        voter_issue_wipe(&issue);
    }
}

/* As the holder of the token key makes it; contexts are kept by group. */
static void make_pass(struct messages *m, uint16_t group,
                      struct wave_pass *out_pass)
{
    struct wave_pass pass = {.mh = m->wave.mh, .group = group};
    struct token_secret_key sk;
    struct token_key key;
    uint8_t info[WAVE_INFO_BYTES];
    uint8_t input[WAVE_INPUT_BYTES];
    struct token_context **context = &m->contexts[group];
    memcpy(sk.b, m->keys->poprf_sk, sizeof sk.b);
    wave_info(&m->wave.mh, group, info);
    wave_nonce_new(&pass.nonce);
    wave_input(&pass.nonce, input);
    enum err e = *context != NULL
                     ? ERR_OK
                     : token_context_new(&sk, info, sizeof info, context);
    if (e == ERR_OK)
        e = token_finish_server(*context, input, sizeof input, &key);
    must(e, &(struct err_note){"a token"});
    memcpy(pass.token_key, key.b, sizeof pass.token_key);
    *out_pass = pass;
}

static void write_redeem(struct messages *m)
{
    uint8_t *row = calloc(1, m->wave.survey->answers_bytes);
    m->contexts = calloc(WAVE_GROUPS_MAX + 1u, sizeof *m->contexts);
    for (size_t i = 0; row != NULL && m->contexts != NULL && i < m->count;
         i++) {
        struct err_note note = {""};
        struct wave_invite_code code;
        struct wave_pass pass;
        struct voter_redeem redeem;
        invite_code(m, i, &code);
        uint16_t group = wave_invite_code_group(&code);
        const struct wave_group *g =
            wave_manifest_group(m->wave.manifest, group);
        const struct voter_person person = {1, g->unit, i};
        make_pass(m, group, &pass);
        memset(row, 0, m->wave.survey->answers_bytes);
        voter_person_answer(&person, m->wave.survey, row);
        must(voter_redeem_begin(&m->wave, &pass, row, &redeem, &note), &note);
        put(m, "/v1/redeem", redeem.request.data, redeem.request.len);
        voter_redeem_free(&redeem);
    }
    free(row);
}

static void load_wave(struct messages *m, const char *url, const char *wave)
{
    struct voter_http *http = NULL;
    struct err_note note = {""};
    must(voter_http_start(), &note);
    must(voter_http_new(&http), &note);
    must(voter_client_wave(http, url, wave, NULL, &m->wave, &note), &note);
    voter_http_free(http);
    voter_http_stop();
}

int main(int argc, char **argv)
{
    struct messages m = {0};
    struct err_note note = {""};
    bool redeem = argc == 8 && strcmp(argv[4], "redeem") == 0;
    if (sodium_init() < 0 ||
        (!redeem && (argc != 7 || strcmp(argv[4], "issue") != 0))) {
        fputs("usage: messages URL WAVE INVITES.csv issue|redeem COUNT OUT "
              "[KEYS_DIR]\n",
              stderr);
        return 2;
    }
    m.count = strtoul(argv[5], NULL, 10);
    m.out = fopen(argv[6], "we");
    if (m.out == NULL)
        must(ERR_IO, &(struct err_note){"the file of requests"});
    load_wave(&m, argv[1], argv[2]);
    read_invites(&m, argv[3]);
    if (redeem) {
        must(wave_onlinekeys_read(argv[7], argv[2], &m.keys, &note), &note);
        write_redeem(&m);
    } else {
        write_issue(&m);
    }
    printf("{\"requests\":%zu,\"bodyBytes\":%zu}\n", m.count, m.body_bytes);
    wave_onlinekeys_free(m.keys);
    return fclose(m.out) == 0 ? 0 : 1;
}
