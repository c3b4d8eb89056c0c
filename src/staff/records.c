#include "staff/records.h"

enum err records_load_mandate(struct site *site, struct records *out_records)
{
    struct records r = {.checklists = NULL};
    enum err e = checklist_list(site, &r.checklists, &r.checklist_count);
    if (e == ERR_OK)
        e = plans_list(site, &r.plans, &r.plan_count);
    if (e != ERR_OK) {
        records_wipe(&r);
        return e;
    }
    *out_records = r;
    return ERR_OK;
}

enum err records_load(struct site *site, struct records *out_records)
{
    struct records r;
    enum err e = records_load_mandate(site, &r);
    if (e != ERR_OK)
        return e;
    e = initiatives_list(site, &r.initiatives, &r.initiative_count);
    if (e == ERR_OK)
        e = exports_list(site, NULL, &r.exports, &r.export_count);
    if (e != ERR_OK) {
        records_wipe(&r);
        return e;
    }
    *out_records = r;
    return ERR_OK;
}

void records_wipe(struct records *records)
{
    free(records->checklists);
    free(records->plans);
    free(records->initiatives);
    free(records->exports);
    *records = (struct records){.checklists = NULL};
}

const struct checklist *records_checklist(const struct records *records,
                                          const char *program)
{
    for (size_t i = 0; i < records->checklist_count; i++)
        if (strcmp(records->checklists[i].program, program) == 0)
            return &records->checklists[i];
    return NULL;
}
