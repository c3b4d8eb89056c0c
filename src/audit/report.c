#include "audit/report.h"

#include <jansson.h>

#define COVERED_MAX 8

struct covered {
    const char *key;
    size_t count;
};

struct audit_report {
    json_t *findings;
    size_t found;
    size_t found_by[AUDIT_CHECKS];
    bool failed; /* no memory: what follows may be missing */
    enum audit_state state[AUDIT_CHECKS];
    const char *why[AUDIT_CHECKS];
    size_t looked_at[AUDIT_CHECKS];
    struct covered covered[COVERED_MAX];
    size_t covered_count;
};

static const char *const names[AUDIT_CHECKS] = {
    [AUDIT_STRUCTURE] = "structure", [AUDIT_SCALES] = "scales",
    [AUDIT_RECOMPUTE] = "recompute", [AUDIT_AREAS] = "areas",
    [AUDIT_CODING] = "coding",       [AUDIT_WORLDS] = "worlds",
    [AUDIT_ACROSS] = "across",       [AUDIT_TEXT] = "text",
};

static const char *const state_names[] = {
    [AUDIT_COULD_NOT] = "could not run",
    [AUDIT_NOT_ASKED] = "not asked",
    [AUDIT_RAN] = "ran",
};

static const char *const verdict_names[] = {
    [AUDIT_PASS] = "pass",
    [AUDIT_FINDINGS] = "findings",
    [AUDIT_INCOMPLETE] = "incomplete",
};

const char *audit_check_name(enum audit_check check)
{
    return names[check];
}

struct audit_report *audit_report_new(void)
{
    struct audit_report *r = calloc(1, sizeof *r);
    json_t *findings = json_array();
    if (r == NULL || findings == NULL) {
        free(r);
        json_decref(findings);
        return NULL;
    }
    r->findings = findings;
    for (size_t i = 0; i < AUDIT_CHECKS; i++)
        r->why[i] = "the file could not be read as a release";
    return r;
}

void audit_report_free(struct audit_report *report)
{
    if (report == NULL)
        return;
    json_decref(report->findings);
    free(report);
}

/* A text that may be anything, as JSON; NULL becomes null. */
static json_t *json_text(const char *text)
{
    if (text == NULL)
        return json_null();
    json_t *whole = json_string(text);
    return whole != NULL ? whole : json_string("(not UTF-8)");
}

static void add(struct audit_report *r, enum audit_check check,
                struct audit_at at, const char *value, const char *expected,
                va_list args)
{
    char should[256];
    char name[96];
    r->found++;
    r->found_by[check]++;
    if (r->found > AUDIT_LISTED_MAX)
        return;
    (void)vsnprintf(should, sizeof should, expected, args);
    (void)snprintf(name, sizeof name, "%s.%s", names[check], at.what);
    json_t *one =
        json_pack("{s:s, s:o, s:o, s:o, s:o}", "check", name, "group",
                  json_text(at.group), "scale", json_text(at.scale), "value",
                  json_text(value), "expected", json_text(should));
    if (one == NULL || json_array_append_new(r->findings, one) != 0)
        r->failed = true;
}

void audit_find(struct audit_report *report, enum audit_check check,
                struct audit_at at, const char *value, const char *expected,
                ...)
{
    va_list args;
    va_start(args, expected);
    add(report, check, at, value, expected, args);
    va_end(args);
}

void audit_find_number(struct audit_report *report, enum audit_check check,
                       struct audit_at at, uint64_t value, const char *expected,
                       ...)
{
    char text[24];
    va_list args;
    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    va_start(args, expected);
    add(report, check, at, text, expected, args);
    va_end(args);
}

void audit_ran(struct audit_report *report, enum audit_check check,
               size_t looked_at)
{
    report->state[check] = AUDIT_RAN;
    report->why[check] = NULL;
    report->looked_at[check] += looked_at;
}

void audit_not_asked(struct audit_report *report, enum audit_check check)
{
    report->state[check] = AUDIT_NOT_ASKED;
    report->why[check] = NULL;
}

void audit_could_not(struct audit_report *report, enum audit_check check,
                     const char *why)
{
    report->state[check] = AUDIT_COULD_NOT;
    report->why[check] = why;
}

void audit_cover(struct audit_report *report, const char *key, size_t count)
{
    err_assert(report->covered_count < COVERED_MAX);
    report->covered[report->covered_count++] = (struct covered){key, count};
}

size_t audit_found(const struct audit_report *report)
{
    return report->found;
}

bool audit_found_what(const struct audit_report *report, enum audit_check check,
                      const char *what)
{
    char name[96];
    (void)snprintf(name, sizeof name, "%s.%s", names[check], what);
    for (size_t i = 0; i < json_array_size(report->findings); i++) {
        const json_t *one = json_array_get(report->findings, i);
        if (strcmp(json_string_value(json_object_get(one, "check")), name) == 0)
            return true;
    }
    return false;
}

enum audit_state audit_state(const struct audit_report *report,
                             enum audit_check check)
{
    return report->state[check];
}

enum audit_verdict audit_verdict(const struct audit_report *report)
{
    if (report->found > 0)
        return AUDIT_FINDINGS;
    for (size_t i = 0; i < AUDIT_CHECKS; i++)
        if (report->state[i] == AUDIT_COULD_NOT)
            return AUDIT_INCOMPLETE;
    return report->failed ? AUDIT_INCOMPLETE : AUDIT_PASS;
}

static bool set(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

static json_t *json_coverage(const struct audit_report *r)
{
    json_t *all = json_object();
    bool ok = all != NULL;
    for (size_t i = 0; ok && i < AUDIT_CHECKS; i++) {
        json_t *one =
            json_pack("{s:s, s:I, s:I}", "state", state_names[r->state[i]],
                      "looked_at", (json_int_t)r->looked_at[i], "findings",
                      (json_int_t)r->found_by[i]);
        if (r->why[i] != NULL)
            ok = set(one, "why", json_string(r->why[i]));
        ok = set(all, names[i], one) && ok;
    }
    for (size_t i = 0; ok && i < r->covered_count; i++)
        ok = set(all, r->covered[i].key,
                 json_integer((json_int_t)r->covered[i].count));
    if (ok && r->found > AUDIT_LISTED_MAX)
        ok = set(all, "findings_not_listed",
                 json_integer((json_int_t)(r->found - AUDIT_LISTED_MAX)));
    if (ok)
        return all;
    json_decref(all);
    return NULL;
}

enum err audit_report_json(const struct audit_report *report,
                           struct buf *out_json)
{
    struct buf b = BUF_INIT;
    json_t *root = json_pack(
        "{s:s, s:O, s:o}", "verdict", verdict_names[audit_verdict(report)],
        "findings", report->findings, "coverage", json_coverage(report));
    char *text = root == NULL ? NULL : json_dumps(root, JSON_COMPACT);
    json_decref(root);
    if (text == NULL)
        return ERR_MEMORY;
    buf_put_text(&b, text);
    free(text);
    if (buf_check(&b) != ERR_OK) {
        buf_free(&b);
        return ERR_MEMORY;
    }
    *out_json = b;
    return ERR_OK;
}
