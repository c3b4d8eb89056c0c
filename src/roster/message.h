/*
 * One mail as bytes: headers of RFC 5322 and 2047, a text and an HTML part in
 * quoted-printable. Whatever a name holds, it cannot begin a header or a line.
 * Knows no person; sends nothing.
 */
#ifndef CHORUS_ROSTER_MESSAGE_H
#define CHORUS_ROSTER_MESSAGE_H

#include "base/buf.h"

#include <stdbool.h>

#define MESSAGE_TEXT_SIZE 256

/* "Well-being <office@example.org>", taken apart. */
struct message_address {
    char name[MESSAGE_TEXT_SIZE]; /* UTF-8; "" for none */
    char address[MESSAGE_TEXT_SIZE];
};

/* Errors: ERR_FORMAT (not NAME <ADDRESS> or ADDRESS; control characters). */
BASE_MUST_USE enum err message_address_parse(
    const char *text, struct message_address *out_address);

struct message {
    const struct message_address *from;
    const struct message_address *reply_to; /* NULL: none */
    const char *to;                         /* an address that was checked */
    const char *subject;                    /* UTF-8 */
    int64_t date_sec;
    /* The same for the same mail, so that a mailbox knows it again. */
    uint8_t id[16];
    const char *text; /* UTF-8, lines end with LF */
    const char *html; /* UTF-8 */
};

/* Writes a mail, its lines ended by CRLF and none longer than 78 bytes, but for
 * an address. Out: the caller wipes it. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err message_write(const struct message *m,
                                     struct buf *out_bytes);

/* TEXT as the value of a header: as it is, or as encoded words (RFC 2047) of
 * which none breaks a character; folded. In: COLUMN where it begins. */
void message_put_header_text(struct buf *out, const char *text, size_t column);

/* TEXT in quoted-printable (RFC 2045, 6.7); every line break is CRLF. */
void message_put_quoted(struct buf *out, const char *text);

#endif
