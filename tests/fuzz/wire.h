/* A request that came in: what libmicrohttpd would say of it, from the lines of
 * an input. The linker gives its names to the functions of wire.c (--wrap in
 * the Makefile), so that no socket is needed. */
#ifndef CHORUS_TESTS_FUZZ_WIRE_H
#define CHORUS_TESTS_FUZZ_WIRE_H

#include "fuzz/fuzz.h"

#include <microhttpd.h>

#define FUZZ_WIRE_VALUES 16

struct fuzz_wire_value {
    enum MHD_ValueKind kind;
    const char *key;
    const char *value;
};

/* Stands for a struct MHD_Connection. */
struct fuzz_wire {
    struct fuzz_wire_value values[FUZZ_WIRE_VALUES];
    size_t count;
};

/* LINES, which is cut up and kept: "Name: value" for a header, "?name: value"
 * for a parameter of the query, "$name: value" for a cookie. */
struct fuzz_wire fuzz_wire_read(char *lines);

/* The header's value, as the only one; NULL: none or several. */
const char *fuzz_wire_only(const struct fuzz_wire *wire, const char *name);

#endif
