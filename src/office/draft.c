#include "office/draft.h"

#include <sodium.h>

struct office_draft *office_draft_new(void)
{
    struct office_draft *d = sodium_malloc(sizeof *d);
    if (d != NULL)
        office_draft_clear(d);
    return d;
}

void office_draft_free(struct office_draft *draft)
{
    sodium_free(draft);
}

void office_draft_clear(struct office_draft *draft)
{
    sodium_memzero(draft, sizeof *draft);
}

uint32_t office_draft_words(const struct office_draft *draft)
{
    return draft->trustees == 0 ? 1 : draft->trustees;
}

bool office_draft_is_complete(const struct office_draft *draft)
{
    return draft->exists && draft->accepted &&
           draft->at == office_draft_words(draft);
}

struct conduct_terms office_draft_terms(const struct office_draft *draft,
                                        int64_t now_sec)
{
    return (struct conduct_terms){
        .wave = draft->wave,
        .survey = draft->survey.s,
        .promise = draft->promise,
        .regroup = draft->regroup,
        .now_sec = now_sec,
        .closes_sec = draft->closes_sec,
        .trustees = draft->trustees,
        .threshold = draft->threshold,
    };
}

static void add_text(crypto_hash_sha256_state *state, const char *text)
{
    /* With its NUL, so that no two lists of texts read the same. */
    (void)crypto_hash_sha256_update(state, (const uint8_t *)text,
                                    strlen(text) + 1);
}

void office_draft_digest(const struct roster_plan *plan,
                         uint8_t out_digest[static 32])
{
    crypto_hash_sha256_state state;
    char people[16];
    (void)crypto_hash_sha256_init(&state);
    for (size_t i = 0; i < plan->group_count; i++) {
        const struct wave_group *g = &plan->groups[i];
        add_text(&state, g->unit);
        add_text(&state, g->name);
        add_text(&state, g->department);
        for (size_t p = 0; p < g->program_count; p++) {
            add_text(&state, g->programs[p].id);
            (void)snprintf(people, sizeof people, "%u",
                           (unsigned)g->programs[p].roster);
            add_text(&state, people);
        }
        add_text(&state, "");
    }
    (void)crypto_hash_sha256_final(&state, out_digest);
}
