#include "conduct/agreement.h"

static enum err differs(struct err_note *note, const char *what)
{
    return err_say(note, ERR_DENIED, "the release has another %s", what);
}

static bool is_hash_of(const char *hex, const uint8_t *hash)
{
    char text[ENCODE_HEX_SIZE(32)];
    encode_hex(hash, 32, text);
    return strcmp(text, hex) == 0;
}

static enum err check_promise(const struct published_release *r,
                              const struct conduct_agreement *a,
                              struct err_note *note)
{
    const struct wave_manifest *m = a->manifest;
    if (!is_hash_of(r->manifest_sha256, a->mh->b))
        return err_say(note, ERR_DENIED, "the release names another manifest");
    if (!is_hash_of(r->board_sha256, a->board_sha256))
        return err_say(note, ERR_DENIED, "the release names another board");
    if (strcmp(r->wave, m->wave) != 0)
        return differs(note, "wave than the manifest");
    if (strcmp(r->institution, m->institution) != 0)
        return differs(note, "institution than the manifest");
    if (strcmp(r->survey_id, m->survey_id) != 0 ||
        strcmp(r->survey_version, m->survey_version) != 0 ||
        !is_hash_of(r->survey_sha256, m->survey_sha256))
        return differs(note, "survey than the manifest");
    if (r->k != m->rule.k || r->k_share != m->rule.k_share ||
        r->insiders != m->rule.insiders)
        return differs(note, "rule than the manifest promised");
    return ERR_OK;
}

static enum err check_totals(const struct published_release *r,
                             const struct conduct_agreement *a,
                             struct err_note *note)
{
    const struct wave_board *b = a->board;
    uint32_t shown = r->groups[0].shown ? r->groups[0].n : 0;
    if (r->issued != b->issued || r->redeemed != b->redeemed ||
        r->spoiled != b->spoiled)
        return err_say(note, ERR_DENIED,
                       "the totals of release and board differ");
    if (r->roster != wave_manifest_places(a->manifest))
        return differs(note, "number of people than the manifest");
    if (shown > b->redeemed - b->spoiled)
        return err_say(note, ERR_DENIED,
                       "the release counts %u answers; the board has %u "
                       "ballots that are not spoiled",
                       (unsigned)shown, (unsigned)(b->redeemed - b->spoiled));
    if (b->redeemed - b->spoiled - shown >= r->k)
        return err_say(note, ERR_DENIED,
                       "%u ballots of the board are in no group of the "
                       "release; fewer than %u can be",
                       (unsigned)(b->redeemed - b->spoiled - shown),
                       (unsigned)r->k);
    return ERR_OK;
}

/* The first group of a department in the manifest; the count for none. */
static size_t department_find(const struct wave_manifest *m, const char *name)
{
    size_t i = 0;
    while (i < m->group_count && strcmp(m->groups[i].department, name) != 0)
        i++;
    return i;
}

/* The units that follow a department in the file are the manifest's, in its
 * order. Adds to *COUNT how many they are. */
static enum err check_units(const struct published_release *r, size_t group,
                            const struct wave_manifest *m, size_t *count,
                            struct err_note *note)
{
    const char *department = r->groups[group].name;
    size_t at = department_find(m, department);
    size_t first = at;
    for (size_t i = group + 1;
         i < r->group_count && r->groups[i].parent == group; i++) {
        const struct published_group *g = &r->groups[i];
        if (g->level != PUBLISHED_UNIT)
            continue;
        if (at == m->group_count ||
            strcmp(m->groups[at].department, department) != 0 ||
            strcmp(g->id + strlen("unit:"), m->groups[at].unit) != 0 ||
            strcmp(m->groups[at].name, g->name) != 0 ||
            m->groups[at].roster != g->roster)
            return err_say(note, ERR_DENIED,
                           "group %s is not the manifest's: id, name, "
                           "department or roster differ",
                           g->id);
        at++;
    }
    *count += at - first;
    if (at == first || (at < m->group_count &&
                        strcmp(m->groups[at].department, department) == 0))
        return err_say(note, ERR_DENIED,
                       "group %s lacks a unit of the manifest",
                       r->groups[group].id);
    return ERR_OK;
}

/* A department as the board has it: by name, or among the small ones. */
static size_t on_board(const struct wave_board *b, const char *name)
{
    size_t others = b->department_count;
    for (size_t i = 0; i < b->department_count; i++) {
        if (strcmp(b->departments[i].name, name) == 0)
            return i;
        if (strcmp(b->departments[i].name, WAVE_BOARD_OTHERS) == 0)
            others = i;
    }
    return others;
}

/* Takes a department's answers off the ballots that the board has for it. */
static enum err take_ballots(const struct published_release *r, size_t group,
                             const struct wave_board *b, uint32_t *left,
                             struct err_note *note)
{
    const struct published_group *g = &r->groups[group];
    uint32_t n = g->shown ? g->n : 0;
    size_t at = on_board(b, g->name);
    if (at == b->department_count || left[at] < n)
        return err_say(note, ERR_DENIED,
                       "group %s shows %u answers, more than the board has "
                       "ballots there",
                       g->id, (unsigned)n);
    left[at] -= n;
    return ERR_OK;
}

static enum err check_departments(const struct published_release *r,
                                  const struct conduct_agreement *a,
                                  struct err_note *note)
{
    size_t units = 0;
    enum err e = ERR_OK;
    uint32_t *left = calloc(a->board->department_count + 1, sizeof *left);
    if (left == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < a->board->department_count; i++)
        left[i] = a->board->departments[i].redeemed;
    for (size_t i = 1; e == ERR_OK && i < r->group_count; i++) {
        if (r->groups[i].level != PUBLISHED_DEPARTMENT)
            continue;
        e = check_units(r, i, a->manifest, &units, note);
        if (e == ERR_OK)
            e = take_ballots(r, i, a->board, left, note);
    }
    /* A department twice would need its units twice, which no release has. */
    if (e == ERR_OK && units != a->manifest->group_count)
        e = differs(note, "number of units than the manifest");
    free(left);
    return e;
}

enum err conduct_agreement_check(const struct published_release *release,
                                 const struct conduct_agreement *against,
                                 struct err_note *note)
{
    enum err e = check_promise(release, against, note);
    if (e == ERR_OK)
        e = check_totals(release, against, note);
    return e == ERR_OK ? check_departments(release, against, note) : e;
}
