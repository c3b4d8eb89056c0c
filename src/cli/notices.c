#include "cli/notices.h"

#include "cli/terminal.h"

void cli_resources_remind(const struct survey_resources *all, int64_t now_sec)
{
    size_t stale = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct survey_resource *one = &all->list[i];
        if (!survey_resource_is_stale(one, now_sec))
            continue;
        if (stale++ == 0)
            printf("\nSupport entries that nobody has verified for %d days; "
                   "call, then note day and name\nin resources.json:\n",
                   SURVEY_RESOURCE_STALE_DAYS);
        fputs("  ", stdout);
        cli_term_text(stdout, survey_resources_text_in(all, &one->name, "en"));
        printf(" (%s): ", one->last_verified != NULL ? one->last_verified
                                                     : "never verified");
        cli_term_text(stdout, one->lead);
        putchar('\n');
    }
}
