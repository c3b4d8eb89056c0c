/*
 * The suite OPRF(ristretto255, SHA-512) of RFC 9497, 4.1: its three modes, the
 * names of its hash domains.
 */
#ifndef CHORUS_TOKEN_SUITE_H
#define CHORUS_TOKEN_SUITE_H

#include "token/group.h"

/* RFC 9497, 3.1. Chorus speaks POPRF only; the others pin the shared code. */
enum token_mode {
    TOKEN_MODE_OPRF = 0x00,
    TOKEN_MODE_VOPRF = 0x01,
    TOKEN_MODE_POPRF = 0x02,
};

#define TOKEN_DST_MAX 64

struct token_dst {
    uint8_t b[TOKEN_DST_MAX];
    size_t len;
};

/*
 * PURPOSE || contextString, contextString = "OPRFV1-" || mode ||
 * "-ristretto255-SHA512". PURPOSE is a literal of ours, with its hyphen when
 * the RFC has one ("HashToGroup-", but "DeriveKeyPair").
 */
void token_dst_make(const char *purpose, enum token_mode mode,
                    struct token_dst *out_dst);

/* A hasher in the domain PURPOSE of a mode. */
void token_suite_hasher(const char *purpose, enum token_mode mode,
                        struct token_hasher *out_hasher);

#endif
