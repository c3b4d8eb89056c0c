/*
 * A small wave that the tests of manifest and board begin with: three groups in
 * two departments, 8 + 30 + 25 people.
 */
#ifndef CHORUS_TESTS_UNIT_WAVE_SAMPLE_H
#define CHORUS_TESTS_UNIT_WAVE_SAMPLE_H

#include "wave/list.h"
#include "wave/manifest.h"

#include <assert.h>

static inline void sample_group(struct wave_group *g, uint16_t id,
                                const char *unit, const char *name,
                                const char *department, uint32_t roster)
{
    g->id = id;
    (void)snprintf(g->unit, sizeof g->unit, "%s", unit);
    g->name = strdup(name);
    g->department = strdup(department);
    g->roster = roster;
    g->program_count = 2;
    g->programs = calloc(2, sizeof *g->programs);
    assert(g->programs != NULL);
    (void)snprintf(g->programs[0].id, sizeof g->programs[0].id, "%s", unit);
    (void)snprintf(g->programs[1].id, sizeof g->programs[1].id, "%s-b", unit);
    g->programs[0].roster = roster - 3;
    g->programs[1].roster = 3;
}

/* Caller frees with wave_manifest_free. */
static inline struct wave_manifest *sample_manifest(void)
{
    struct wave_manifest *m = calloc(1, sizeof *m);
    assert(m != NULL);
    (void)snprintf(m->wave, sizeof m->wave, "2026-fall");
    (void)snprintf(m->purge, sizeof m->purge, "2027-01-14");
    m->institution = strdup("Sankt-Johannis-Krankenhaus, Göttingen");
    m->title = strdup("Learning environment, \"fall\" 2026");
    m->survey_id = strdup("gme-core");
    m->survey_version = strdup("1.0");
    memset(m->wave_id, 0x11, sizeof m->wave_id);
    memset(m->survey_sha256, 0x22, sizeof m->survey_sha256);
    memset(m->poprf_pk, 0x33, sizeof m->poprf_pk);
    memset(m->seal_pk, 0x44, sizeof m->seal_pk);
    memset(m->board_pk, 0x55, sizeof m->board_pk);
    memset(m->invites_sha256, 0x66, sizeof m->invites_sha256);
    memset(m->client_sha256, 0xff, sizeof m->client_sha256);
    m->opens_sec = 1793530800;  /* 2026-11-01T06:00:00-05:00 */
    m->closes_sec = 1797397199; /* 2026-12-15T23:59:59-05:00 */
    m->plain_bytes = 512;
    m->min_group = 8;
    m->rule = (struct wave_rule){5, 20, 1};
    m->group_count = 3;
    m->groups = calloc(3, sizeof *m->groups);
    assert(m->groups != NULL);
    sample_group(&m->groups[0], 1, "P045", "Allergy", "Medicine", 8);
    sample_group(&m->groups[1], 2, "S-medicine", "Smaller Medicine programs",
                 "Medicine", 30);
    sample_group(&m->groups[2], 3, "P001", "Surgery", "Surgery", 25);
    return m;
}

/* A list that is in memory. */
struct sample_items {
    const uint8_t *items;
    size_t size;
    size_t count;
};

static inline enum err sample_each(const void *context, wave_list_fn *fn,
                                   void *to)
{
    const struct sample_items *s = context;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < s->count; i++)
        e = fn(to, s->items + i * s->size);
    return e;
}

static inline struct wave_list sample_list(const struct sample_items *items)
{
    return (struct wave_list){sample_each, items, items->count};
}

#endif
