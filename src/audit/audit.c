#include "audit/audit.h"

#include "audit/across.h"
#include "audit/coding.h"
#include "audit/recompute.h"
#include "audit/structure.h"
#include "audit/survey.h"
#include "audit/table.h"
#include "audit/text.h"
#include "audit/worlds.h"

/* The survey first: it says which scales the institution alone shows. */
static enum err check_survey(const struct audit_input *input,
                             struct audit_release *release,
                             struct audit_report *report)
{
    static const char *const why = "no survey file was given (--survey)";
    struct audit_survey *survey = NULL;
    if (input->survey == NULL) {
        audit_could_not(report, AUDIT_SCALES, why);
        audit_could_not(report, AUDIT_AREAS, why);
        return ERR_OK;
    }
    enum err e = audit_survey_read(input->survey->bytes, input->survey->len,
                                   report, &survey);
    if (e == ERR_FORMAT)
        return ERR_OK;
    if (e == ERR_OK && audit_survey_compare(survey, release, report))
        audit_recompute_areas(release, survey, report);
    audit_survey_free(survey);
    return e;
}

/* A file that is not this release, or is no release at all, is told apart by a
 * report of its own. */
static enum err check_other(const struct audit_bytes *other,
                            const struct audit_release *release,
                            struct audit_report *report)
{
    struct audit_release *read = NULL;
    struct audit_report *aside = audit_report_new();
    if (aside == NULL)
        return ERR_MEMORY;
    enum err e = audit_release_read(other->bytes, other->len, aside, &read);
    if (e == ERR_OK)
        audit_across(release, read, other->name, report);
    else if (e == ERR_FORMAT)
        audit_find(report, AUDIT_ACROSS,
                   (struct audit_at){"unreadable", NULL, NULL}, other->name,
                   "a release file");
    audit_release_free(read);
    audit_report_free(aside);
    return e == ERR_FORMAT ? ERR_OK : e;
}

static enum err check_others(const struct audit_input *input,
                             const struct audit_release *release,
                             struct audit_report *report)
{
    enum err e = ERR_OK;
    audit_ran(report, AUDIT_ACROSS, 1);
    for (size_t i = 0; e == ERR_OK && i < input->other_count; i++)
        e = check_other(&input->others[i], release, report);
    if (input->table_count + input->text_count == 0)
        audit_not_asked(report, AUDIT_TEXT);
    for (size_t i = 0; e == ERR_OK && i < input->table_count; i++)
        e = audit_table(release, input->tables[i].bytes, input->tables[i].len,
                        input->tables[i].name, report);
    for (size_t i = 0; e == ERR_OK && i < input->text_count; i++)
        audit_text(release, input->texts[i].bytes, input->texts[i].len,
                   input->texts[i].name, report);
    return e;
}

enum err audit_run(const struct audit_input *input, struct audit_report *report)
{
    struct audit_release *release = NULL;
    enum err e = audit_release_read(input->release.bytes, input->release.len,
                                    report, &release);
    if (e != ERR_OK)
        return e == ERR_FORMAT ? ERR_OK : e;
    e = check_survey(input, release, report);
    if (e == ERR_OK)
        e = audit_structure(release, report);
    if (e == ERR_OK)
        e = audit_recompute(release, report);
    if (e == ERR_OK) {
        audit_coding(release, report);
        e = audit_worlds(release, report);
    }
    if (e == ERR_OK)
        e = check_others(input, release, report);
    audit_release_free(release);
    return e;
}
