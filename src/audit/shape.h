/*
 * Reading JSON for the audit: each value has its one type, each object its
 * keys. What is not so is a finding; what cannot be gone on with breaks the
 * reading. Knows no release.
 */
#ifndef CHORUS_AUDIT_SHAPE_H
#define CHORUS_AUDIT_SHAPE_H

#include "audit/report.h"

#include <jansson.h>

struct audit_shape {
    struct audit_report *report;
    const char *group; /* for the findings; NULL: the file's head */
    const char *scale;
    bool broken; /* something needed is missing or of another type */
};

/* OBJECT has all KEYS and no other; "?key" may be absent; NULL ends. */
void audit_shape_keys(struct audit_shape *shape, const json_t *object,
                      const char *const *keys);
/* A text under KEY; "" and broken when there is none. */
const char *audit_shape_text(struct audit_shape *shape, const json_t *object,
                             const char *key);
/* A text under KEY, NULL when the key is absent. */
const char *audit_shape_maybe(struct audit_shape *shape, const json_t *object,
                              const char *key);
/* A whole number of 0 to MAX; 0 and broken otherwise. */
uint32_t audit_shape_count(struct audit_shape *shape, const json_t *object,
                           const char *key, uint32_t max);
/* An object or array under KEY; NULL and broken otherwise. */
json_t *audit_shape_object(struct audit_shape *shape, const json_t *object,
                           const char *key);
json_t *audit_shape_array(struct audit_shape *shape, const json_t *object,
                          const char *key);
/* Says that KEY is not as it must be, and breaks. */
void audit_shape_break(struct audit_shape *shape, const char *key,
                       const char *expected);

#endif
