#include "staff/areas.h"

#include "base/banned.h"

#include <string.h>

const char *const areas_ids[AREAS_COUNT + 1] = {"education_service",
                                                "hours_leave_coverage",
                                                "health_needs",
                                                "mentorship",
                                                "curriculum",
                                                "monitoring",
                                                NULL};

const char *const areas_titles[AREAS_COUNT + 1] = {
    "Education-to-service balance",
    "Work hours, leave and coverage",
    "Trainee health needs",
    "Faculty mentorship",
    "Wellness curriculum",
    "Enforcement, evaluation and monitoring",
    NULL};

size_t areas_find(const char *id)
{
    size_t i = 0;
    while (i < AREAS_COUNT && strcmp(areas_ids[i], id) != 0)
        i++;
    return i;
}
