/*
 * The manifest of a wave: the promise that every token is bound to. Written
 * once when the wave opens, then only read. Knows no person and no secret.
 * Source: src/PROTOCOL.md, "Manifest".
 */
#ifndef CHORUS_WAVE_MANIFEST_H
#define CHORUS_WAVE_MANIFEST_H

#include "base/encode.h"

#define WAVE_NAME_MAX     32 /* also of unit and program ids */
#define WAVE_MANIFEST_MAX (8u << 20)
#define WAVE_PLAIN_MAX    65536u
#define WAVE_GROUPS_MAX   65535u
#define WAVE_PLACES_MAX   1000000u /* people on the roster of one wave */
#define WAVE_TEXT_MAX     200 /* bytes of a name of a group, department, ... */

struct wave_program {
    char id[WAVE_NAME_MAX + 1];
    uint32_t roster; /* people */
};

struct wave_group {
    uint16_t id; /* 1, 2, ... in order of (department, unit), bytewise */
    char unit[WAVE_NAME_MAX + 1];
    char *name;       /* UTF-8 */
    char *department; /* UTF-8 */
    uint32_t roster;  /* people; the sum of the programs' */
    struct wave_program *programs;
    size_t program_count;
};

/* What may be published, floors compiled in (src/RELEASE.md, "Floors"). */
struct wave_rule {
    uint32_t k;
    uint32_t k_share;
    uint32_t insiders;
};
#define WAVE_K_FLOOR           5u
#define WAVE_K_SHARE_FLOOR     20u
#define WAVE_INSIDERS_FLOOR    1u
#define WAVE_MIN_GROUP_FLOOR   5u
#define WAVE_MIN_GROUP_DEFAULT 8u

/* Who opens the wave together, where no single passphrase does. */
struct wave_trustee_commitment { /* ristretto255; its form is checked only */
    uint8_t b[32];
};
struct wave_trustee_public { /* Ed25519 */
    uint8_t b[32];
};
struct wave_trustees {
    uint32_t threshold; /* 1 to count */
    uint32_t count;     /* 0: a single passphrase opens, and all else is 0 */
    struct wave_trustee_commitment *commitments; /* threshold of them */
    struct wave_trustee_public *sign_pk;         /* of trustees 1, 2, ... */
};
#define WAVE_TRUSTEES_MAX 255u

struct wave_manifest {
    char wave[WAVE_NAME_MAX + 1];
    uint8_t wave_id[16];
    char *institution;
    char *title; /* English */
    char *survey_id;
    char *survey_version;
    uint8_t survey_sha256[32];
    int64_t opens_sec;
    int64_t closes_sec;
    char purge[11]; /* 2027-01-14 */
    uint8_t poprf_pk[32];
    uint8_t seal_pk[32];
    uint8_t board_pk[32];
    uint32_t plain_bytes; /* P */
    uint32_t min_group;
    struct wave_rule rule;
    uint8_t invites_sha256[32];
    uint8_t client_sha256[32];
    struct wave_group *groups; /* groups[i].id == i + 1 */
    size_t group_count;
    struct wave_trustees trustees;
};

/*
 * Reads a manifest and refuses whatever a client must refuse: unknown or
 * duplicate keys, another format, a rule or min_group below the floors, a group
 * below min_group, groups out of order, another number of commitments than the
 * threshold, two trustees with one signing key.
 * In: BYTES, untrusted. Out: caller frees with wave_manifest_free.
 * Errors: ERR_FORMAT, ERR_RANGE (a floor), ERR_MEMORY; NOTE says which key.
 */
BASE_MUST_USE enum err wave_manifest_parse(const uint8_t *bytes, size_t len,
                                           struct wave_manifest **out_manifest,
                                           struct err_note *note);
void wave_manifest_free(struct wave_manifest *manifest);

/*
 * Writes the manifest as JSON: the exact bytes whose SHA-256 is the manifest
 * hash. Out: OUT_BYTES, caller frees with buf_free. Parsing it gives the same
 * manifest. Errors: ERR_RANGE (what parsing would refuse), ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_manifest_write(const struct wave_manifest *manifest,
                                           struct buf *out_bytes);

/* SHA-256 over the exact bytes. */
void wave_manifest_hash(const uint8_t *bytes, size_t len,
                        uint8_t out_hash[static 32]);

/*
 * Whether TEXT may stand as a name of a group, department or institution:
 * UTF-8 of 1 to WAVE_TEXT_MAX bytes without control characters.
 */
bool wave_text_is_valid(const char *text);

/* Whether TEXT has the form of a language tag: en, pt-BR, zh-Hant-TW. */
bool wave_language_is_valid(const char *text);

/* Frees COUNT groups with all they hold, and the array. */
void wave_groups_free(struct wave_group *groups, size_t count);

/* Frees what a wave's trustees hold. */
void wave_trustees_free(struct wave_trustees *trustees);

/* The group of an id; NULL when there is none. */
const struct wave_group *wave_manifest_group(const struct wave_manifest *m,
                                             uint16_t id);
/* The group that counts a program; NULL when there is none. */
const struct wave_group *wave_manifest_group_of_program(
    const struct wave_manifest *m, const char *program_id);
/* Whether two groups count the same programs. */
bool wave_group_same_programs(const struct wave_group *a,
                              const struct wave_group *b);
/* People on the roster of all groups: the places of the wave's files. */
uint32_t wave_manifest_places(const struct wave_manifest *m);

/* P for a row of ANSWERS_LEN bytes: 39 + length, up to a multiple of 256. */
uint32_t wave_plain_bytes(size_t answers_len);

/* Whether TEXT is a name as the protocol allows for waves, units, programs. */
bool wave_name_is_valid(const char *text);

#endif
