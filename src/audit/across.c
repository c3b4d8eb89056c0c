#include "audit/across.h"

static void find(struct audit_report *report, const char *what,
                 const char *name, const char *expected)
{
    audit_find(report, AUDIT_ACROSS, (struct audit_at){what, NULL, NULL}, name,
               "%s", expected);
}

void audit_across(const struct audit_release *release,
                  const struct audit_release *other, const char *name,
                  struct audit_report *report)
{
    bool same_file = json_equal(release->root, other->root) != 0;
    bool same_wave = strcmp(release->wave, other->wave) == 0;
    bool same_manifest =
        strcmp(release->manifest_sha256, other->manifest_sha256) == 0;
    bool same_board = strcmp(release->board_sha256, other->board_sha256) == 0;
    audit_ran(report, AUDIT_ACROSS, 1);
    if (same_file)
        return;
    /* A wave's name may be used again elsewhere; its manifest may not. */
    if (same_manifest)
        find(report, "second-release", name, "one release of a manifest");
    else if (same_wave &&
             strcmp(release->groups[0].name, other->groups[0].name) == 0)
        find(report, "second-release", name, "one release of a wave");
    if (same_board)
        find(report, "second-board", name, "one release of a board");
}
