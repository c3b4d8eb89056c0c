/*
 * Where things are in a JSON file: jansson keeps the line of a syntax error
 * only, so this scanner remembers the place of every key and value of a file
 * that jansson has accepted. Room-internal.
 */
#ifndef CHORUS_SURVEY_POSITION_H
#define CHORUS_SURVEY_POSITION_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define SURVEY_DEPTH_MAX 16
#define SURVEY_NODE_NONE ((size_t)-1)

/* One value, and the key before it if it is a member of an object. */
struct survey_node {
    size_t at;      /* byte offset of the value */
    size_t key_at;  /* of the key's opening quote */
    size_t key_len; /* bytes between the quotes; 0 outside objects */
    size_t next;    /* the next sibling */
    size_t child;   /* the first child */
    size_t count;   /* of children */
};

struct survey_positions {
    const uint8_t *bytes; /* the caller's; must outlive this */
    size_t len;
    struct survey_node *nodes; /* node 0 is the whole file */
    size_t count;
    size_t cap;
};

/* What the scanner itself refuses, although it is JSON. */
struct survey_position_fault {
    size_t at;
    const char *text; /* static */
};

/*
 * Scans a file. In: bytes that jansson accepts (other bytes are refused or
 * give useless places, and are never read past the end). Out: free with
 * survey_positions_wipe, on ERR_OK only; *out_fault on ERR_FORMAT.
 * Errors: ERR_FORMAT (nested deeper than SURVEY_DEPTH_MAX; a key written with
 * an escape, because keys are compared as bytes); ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_positions_init(
    const uint8_t *bytes, size_t len, struct survey_positions *out_positions,
    struct survey_position_fault *out_fault);
void survey_positions_wipe(struct survey_positions *p);

/* The member with this key (the first one), or SURVEY_NODE_NONE. */
size_t survey_positions_member(const struct survey_positions *p, size_t node,
                               const char *key);

/* Whether two members have the same key. */
bool survey_positions_same_key(const struct survey_positions *p, size_t a,
                               size_t b);

/* Line and column (characters), both from 1, of a byte offset. */
void survey_position_find(const uint8_t *bytes, size_t len, size_t at,
                          size_t *out_line, size_t *out_column);

#endif
