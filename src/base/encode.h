/*
 * Bytes as text and back: hexadecimal, base64url without padding, Crockford's
 * base32, the protocol's labels. Decoders are strict: one text for one value.
 * Source: src/PROTOCOL.md, "Notation".
 */
#ifndef CHORUS_BASE_ENCODE_H
#define CHORUS_BASE_ENCODE_H

#include "base/buf.h"

#define ENCODE_HEX_SIZE(bytes)    (2 * (bytes) + 1)
#define ENCODE_B64U_SIZE(bytes)   (((bytes)*4 + 2) / 3 + 1)
#define ENCODE_BASE32_SIZE(bytes) (((bytes)*8 + 4) / 5 + 1)
#define ENCODE_LABEL_MAX          64

/* Lower-case hexadecimal; OUT holds ENCODE_HEX_SIZE(len), NUL included. */
void encode_hex(const uint8_t *bytes, size_t len, char *out);
/* Exactly LEN bytes from 2 * LEN lower-case digits, else ERR_FORMAT. */
BASE_MUST_USE enum err decode_hex(const char *text, size_t text_len,
                                  uint8_t *out, size_t len);

/* base64url, no padding; OUT holds ENCODE_B64U_SIZE(len), NUL included. */
void encode_b64u(const uint8_t *bytes, size_t len, char *out);
/*
 * Exactly LEN bytes; ERR_FORMAT for another length, padding, another alphabet,
 * or bits set behind the last byte (the text must be the one that encoding
 * gives).
 */
BASE_MUST_USE enum err decode_b64u(const char *text, size_t text_len,
                                   uint8_t *out, size_t len);

/* Crockford base32, zero bits at the end; OUT: ENCODE_BASE32_SIZE(len). */
void encode_base32(const uint8_t *bytes, size_t len, char *out);
/*
 * Exactly LEN bytes. Ignores case, blanks and hyphens, takes I and L as 1 and O
 * as 0. ERR_FORMAT for another symbol, another number of symbols, or padding
 * bits that are not zero.
 */
BASE_MUST_USE enum err decode_base32(const char *text, size_t text_len,
                                     uint8_t *out, size_t len);

/*
 * label(name) = u8(length) || "chorus-v1:" || name, into OUT; returns its
 * length. NAME is a literal of ours; too long aborts.
 */
size_t encode_label(const char *name, uint8_t out[static ENCODE_LABEL_MAX]);

/* Whether LEN bytes are well-formed UTF-8 (RFC 3629) without NUL. */
bool encode_is_utf8(const uint8_t *bytes, size_t len);
/* The same without any control character but line feeds. */
bool encode_is_lines(const uint8_t *bytes, size_t len);

#endif
