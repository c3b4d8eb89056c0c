#include "audit/structure.h"

#define K_FLOOR        5
#define K_SHARE_FLOOR  20
#define INSIDERS_FLOOR 1
#define NAME_MAX_BYTES 32

static void find(struct audit_report *report, const char *what,
                 const char *value, const char *expected)
{
    audit_find(report, AUDIT_STRUCTURE, (struct audit_at){what, NULL, NULL},
               value, "%s", expected);
}

static const char *text_of(const struct audit_release *r, const char *key)
{
    const char *text = json_string_value(json_object_get(r->root, key));
    return text == NULL ? "" : text;
}

static void check_hash(struct audit_report *report, const char *what,
                       const char *hex)
{
    if (strlen(hex) != 64 || strspn(hex, "0123456789abcdef") != 64)
        find(report, what, hex, "64 digits of lower-case hexadecimal");
}

static bool is_date(const char *text)
{
    static const unsigned days[] = {31, 29, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (strlen(text) != 10 || strspn(text, "0123456789-") != 10 ||
        text[4] != '-' || text[7] != '-' ||
        sscanf(text, "%4u-%2u-%2u", &year, &month, &day) != 3)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] &&
           (month != 2 || day < 29 || leap);
}

static void check_floors(const struct audit_release *r,
                         struct audit_report *report)
{
    struct audit_at at = {"floor", NULL, NULL};
    if (r->k < K_FLOOR)
        audit_find_number(report, AUDIT_STRUCTURE, at, r->k, "k >= 5");
    if (r->k_share < K_SHARE_FLOOR)
        audit_find_number(report, AUDIT_STRUCTURE, at, r->k_share,
                          "k_share >= 20");
    if (r->insiders < INSIDERS_FLOOR)
        audit_find_number(report, AUDIT_STRUCTURE, at, r->insiders,
                          "insiders >= 1");
    if (r->k < 5 * (uint64_t)r->insiders)
        audit_find_number(report, AUDIT_STRUCTURE, at, r->k,
                          "k >= 5 * insiders");
}

static void check_totals(const struct audit_release *r,
                         struct audit_report *report)
{
    if (r->spoiled > r->redeemed || r->redeemed > r->issued ||
        r->issued > r->roster)
        find(report, "totals", NULL, "spoiled <= redeemed <= issued <= roster");
    if (r->roster != r->groups[0].roster)
        audit_find_number(report, AUDIT_STRUCTURE,
                          (struct audit_at){"totals", NULL, NULL}, r->roster,
                          "the institution's roster, %u", r->groups[0].roster);
}

void audit_structure_head(const struct audit_release *release,
                          struct audit_report *report)
{
    const struct audit_release *r = release;
    size_t len = strlen(r->wave);
    if (strcmp(text_of(r, "format"), "chorus-release-v1") != 0)
        find(report, "format", text_of(r, "format"), "chorus-release-v1");
    if (len == 0 || len > NAME_MAX_BYTES || r->wave[0] == '-' ||
        strspn(r->wave, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789-") != len)
        find(report, "wave", r->wave, "letters, digits and hyphens");
    if (!is_date(text_of(r, "closed")))
        find(report, "closed", text_of(r, "closed"), "a date");
    if (strcmp(text_of(r, "institution"), r->groups[0].name) != 0)
        find(report, "institution", text_of(r, "institution"),
             r->groups[0].name);
    check_hash(report, "manifest-sha256", r->manifest_sha256);
    check_hash(report, "board-sha256", r->board_sha256);
    check_hash(report, "survey-sha256", r->survey_sha256);
    check_floors(r, report);
    check_totals(r, report);
}
