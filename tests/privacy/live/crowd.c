/*
 * People who answer a wave over HTTP, each alone, tokens and ballots in random
 * orders; says on its output what happened when, as soon as it did. Holds on
 * while the server is gone. For tests/privacy/live.test.mjs.
 *
 *   crowd LINKS PEOPLE      LINKS: invite links, one a line
 *
 *   issued I GROUP INVITE BLINDED TOKEN-KEY NONCE
 *   redeemed I NULLIFIER HASH REQUEST-BYTES
 */
#include "voter/client.h"
#include "voter/population.h"
#include "wave/invite_code.h"

#include <sodium.h>
#include <time.h>
#include <unistd.h>

#define PEOPLE_MAX 512
#define TRIES      300

struct person {
    struct wave_invite_link link;
    struct wave_pass pass;
};

static struct person people[PEOPLE_MAX];

static int fail(const char *what)
{
    (void)fprintf(stderr, "crowd: %s\n", what);
    return 1;
}

static size_t read_links(const char *path)
{
    char line[1024];
    size_t n = 0;
    FILE *f = fopen(path, "r");
    while (f != NULL && n < PEOPLE_MAX && fgets(line, sizeof line, f) != NULL) {
        line[strcspn(line, "\n")] = 0;
        n += wave_invite_link_parse(line, &people[n].link) == ERR_OK;
    }
    if (f != NULL)
        (void)fclose(f);
    return n;
}

/* Posts until there is an answer; the server may be killed meanwhile. */
static enum err post(struct voter_http *http, const char *base,
                     const char *path, const void *body, size_t len,
                     struct buf *out)
{
    const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
    char url[512];
    enum err e = ERR_BUSY;
    (void)snprintf(url, sizeof url, "%s%s", base, path);
    for (int i = 0; e == ERR_BUSY && i < TRIES; i++) {
        if (i > 0)
            (void)nanosleep(&pause, NULL);
        e = voter_http_post(http, url, body, len, 4096, out, NULL);
    }
    return e;
}

static void say_hex(const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        (void)printf("%02x", bytes[i]);
}

static enum err issue(struct voter_http *http, const struct voter_wave *wave,
                      size_t i)
{
    struct person *p = &people[i];
    struct voter_issue begun;
    struct buf answer = BUF_INIT;
    struct wave_issue_request sent;
    enum err e = voter_issue_begin(wave, &p->link.code, &begun, NULL);
    if (e == ERR_OK)
        e = post(http, p->link.base_url, "/v1/issue", begun.request,
                 sizeof begun.request, &answer);
    if (e == ERR_OK)
        e = voter_issue_finish(wave, &begun, &answer, &p->pass, NULL);
    if (e == ERR_OK)
        e = wave_issue_request_parse(begun.request, sizeof begun.request,
                                     &sent);
    buf_free(&answer);
    if (e != ERR_OK)
        return e;
    (void)printf("issued %zu %u ", i, (unsigned)begun.group);
    say_hex(sent.invite.b, sizeof sent.invite.b);
    (void)putchar(' ');
    say_hex(begun.blinded.b, sizeof begun.blinded.b);
    (void)putchar(' ');
    say_hex(p->pass.token_key, sizeof p->pass.token_key);
    (void)putchar(' ');
    say_hex(p->pass.nonce.b, sizeof p->pass.nonce.b);
    (void)putchar('\n');
    return ERR_OK;
}

static enum err redeem(struct voter_http *http, const struct voter_wave *wave,
                       size_t i)
{
    const struct voter_person who = {1, "A", i};
    const struct person *p = &people[i];
    struct voter_redeem begun = {0};
    struct buf answer = BUF_INIT;
    struct wave_receipt receipt;
    uint8_t *row = calloc(1, wave->survey->answers_bytes);
    if (row == NULL)
        return ERR_MEMORY;
    voter_person_answer(&who, wave->survey, row);
    enum err e = voter_redeem_begin(wave, &p->pass, row, &begun, NULL);
    if (e == ERR_OK)
        e = post(http, p->link.base_url, "/v1/redeem", begun.request.data,
                 begun.request.len, &answer);
    if (e == ERR_OK)
        e = voter_redeem_finish(wave, &begun, &answer, &receipt, NULL);
    if (e == ERR_OK) {
        (void)printf("redeemed %zu ", i);
        say_hex(receipt.nullifier.b, sizeof receipt.nullifier.b);
        (void)putchar(' ');
        say_hex(receipt.sealed_hash.b, sizeof receipt.sealed_hash.b);
        (void)printf(" %zu\n", begun.request.len);
    }
    voter_redeem_free(&begun);
    buf_free(&answer);
    free(row);
    return e;
}

/* Each ballot some time after its token; both orders are chance. */
static enum err answer_all(struct voter_http *http,
                           const struct voter_wave *wave, size_t n)
{
    size_t waiting[PEOPLE_MAX];
    size_t waiting_count = 0;
    size_t issued = 0;
    enum err e = ERR_OK;
    for (size_t done = 0; e == ERR_OK && done < n;) {
        if (issued < n && (waiting_count == 0 || randombytes_uniform(2) == 0)) {
            e = issue(http, wave, issued);
            waiting[waiting_count++] = issued++;
            continue;
        }
        const size_t at = randombytes_uniform((uint32_t)waiting_count);
        e = redeem(http, wave, waiting[at]);
        waiting[at] = waiting[--waiting_count];
        done++;
    }
    return e;
}

static void shuffle(size_t n)
{
    for (size_t i = n - 1; i > 0; i--) {
        const size_t j = randombytes_uniform((uint32_t)i + 1);
        const struct person swap = people[i];
        people[i] = people[j];
        people[j] = swap;
    }
}

int main(int argc, char **argv)
{
    struct err_note note = {""};
    struct voter_http *http = NULL;
    struct voter_wave wave = {0};
    if (argc != 3 || sodium_init() < 0 || voter_http_start() != ERR_OK)
        return fail("crowd LINKS PEOPLE");
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    const size_t places = read_links(argv[1]);
    const size_t n = strtoul(argv[2], NULL, 10);
    if (places == 0 || n > places || n == 0)
        return fail("too few links");
    shuffle(places);
    const struct wave_invite_link *link = &people[0].link;
    if (voter_http_new(&http) != ERR_OK ||
        voter_client_wave(http, link->base_url, link->wave_name,
                          &link->fingerprint, &wave, &note) != ERR_OK)
        return fail(note.text);
    const enum err e = answer_all(http, &wave, n);
    voter_wave_free(&wave);
    voter_http_free(http);
    voter_http_stop();
    sodium_memzero(people, sizeof people);
    return e == ERR_OK ? 0 : fail(err_name(e));
}
