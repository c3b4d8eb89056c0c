#include "fuzz/wire.h"

#include <strings.h>
#include <sys/socket.h>

const char *__wrap_MHD_lookup_connection_value(struct MHD_Connection *c,
                                               enum MHD_ValueKind kind,
                                               const char *key);
int __wrap_MHD_get_connection_values(struct MHD_Connection *c,
                                     enum MHD_ValueKind kind,
                                     MHD_KeyValueIterator each, void *ctx);
const union MHD_ConnectionInfo *__wrap_MHD_get_connection_info(
    struct MHD_Connection *c, enum MHD_ConnectionInfoType what, ...);

struct fuzz_wire fuzz_wire_read(char *lines)
{
    struct fuzz_wire wire = {.count = 0};
    while (lines != NULL && wire.count < FUZZ_WIRE_VALUES) {
        char *key = strsep(&lines, "\n");
        char *colon = strstr(key, ": ");
        if (colon == NULL)
            continue;
        *colon = 0;
        struct fuzz_wire_value *v = &wire.values[wire.count++];
        v->kind = *key == '?'   ? MHD_GET_ARGUMENT_KIND
                  : *key == '$' ? MHD_COOKIE_KIND
                                : MHD_HEADER_KIND;
        v->key = key + (v->kind != MHD_HEADER_KIND);
        v->value = colon + 2;
    }
    return wire;
}

const char *fuzz_wire_only(const struct fuzz_wire *wire, const char *name)
{
    const char *found = NULL;
    for (size_t i = 0; i < wire->count; i++) {
        const struct fuzz_wire_value *v = &wire->values[i];
        if (v->kind != MHD_HEADER_KIND || strcasecmp(v->key, name) != 0)
            continue;
        if (found != NULL)
            return NULL;
        found = v->value;
    }
    return found;
}

const char *__wrap_MHD_lookup_connection_value(struct MHD_Connection *c,
                                               enum MHD_ValueKind kind,
                                               const char *key)
{
    const struct fuzz_wire *wire = (const struct fuzz_wire *)(void *)c;
    for (size_t i = 0; i < wire->count; i++)
        if (wire->values[i].kind == kind &&
            strcasecmp(wire->values[i].key, key) == 0)
            return wire->values[i].value;
    return NULL;
}

int __wrap_MHD_get_connection_values(struct MHD_Connection *c,
                                     enum MHD_ValueKind kind,
                                     MHD_KeyValueIterator each, void *ctx)
{
    const struct fuzz_wire *wire = (const struct fuzz_wire *)(void *)c;
    int count = 0;
    for (size_t i = 0; i < wire->count; i++)
        if (wire->values[i].kind == kind) {
            count++;
            if (each(ctx, kind, wire->values[i].key, wire->values[i].value) ==
                MHD_NO)
                break;
        }
    return count;
}

/* The proxy's, on a Unix socket. */
const union MHD_ConnectionInfo *__wrap_MHD_get_connection_info(
    struct MHD_Connection *c, enum MHD_ConnectionInfoType what, ...)
{
    static struct sockaddr peer = {.sa_family = AF_UNIX};
    static const union MHD_ConnectionInfo info = {.client_addr = &peer};
    (void)c;
    return what == MHD_CONNECTION_INFO_CLIENT_ADDRESS ? &info : NULL;
}
