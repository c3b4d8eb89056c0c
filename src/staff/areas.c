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
    "Education-to-Service Balance",
    "Work Hours, Leave, and Coverage",
    "Trainee Health Needs",
    "Faculty Mentorship Programs",
    "Development of a Wellness Curriculum",
    "Mandate Enforcement, Evaluation, and Monitoring",
    NULL};

size_t areas_find(const char *id)
{
    size_t i = 0;
    while (i < AREAS_COUNT && strcmp(areas_ids[i], id) != 0)
        i++;
    return i;
}
