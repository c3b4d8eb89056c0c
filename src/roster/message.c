#include "roster/message.h"

#include "base/encode.h"
#include "roster/email.h"

#include <sodium.h>
#include <time.h>

#define LINE_MAX_BYTES 76
#define WORD_BYTES     42 /* of UTF-8 in an encoded word of at most 75 bytes */

static bool has_control(const char *text)
{
    for (; *text != '\0'; text++)
        if ((uint8_t)*text < 0x20 || *text == 0x7f)
            return true;
    return false;
}

enum err message_address_parse(const char *text,
                               struct message_address *out_address)
{
    struct message_address a = {"", ""};
    const char *open = strchr(text, '<');
    size_t name_len = open == NULL ? 0 : (size_t)(open - text);
    const char *address = open == NULL ? text : open + 1;
    size_t len = open == NULL ? strlen(text) : strcspn(address, ">");
    if (has_control(text) ||
        !encode_is_utf8((const uint8_t *)text, strlen(text)))
        return ERR_FORMAT;
    if (open != NULL && strcmp(address + len, ">") != 0)
        return ERR_FORMAT;
    while (name_len > 0 && (text[name_len - 1] == ' '))
        name_len--;
    if (name_len >= 2 && text[0] == '"' && text[name_len - 1] == '"') {
        text++;
        name_len -= 2;
    }
    if (len >= sizeof a.address || name_len >= sizeof a.name)
        return ERR_FORMAT;
    memcpy(a.address, address, len);
    memcpy(a.name, text, name_len);
    if (!email_is_valid(a.address))
        return ERR_FORMAT;
    *out_address = a;
    return ERR_OK;
}

/* --- headers -------------------------------------------------------------- */

static bool is_plain(const char *text)
{
    /* "=?" would be read as an encoded word. */
    if (strstr(text, "=?") != NULL || strlen(text) > 60)
        return false;
    for (; *text != '\0'; text++)
        if ((uint8_t)*text < 0x20 || (uint8_t)*text >= 0x7f)
            return false;
    return true;
}

/* How many of LEN bytes end with a whole character. */
static size_t whole_characters(const char *text, size_t len)
{
    while (len > 0 && ((uint8_t)text[len] & 0xc0) == 0x80)
        len--;
    return len;
}

void message_put_header_text(struct buf *out, const char *text, size_t column)
{
    if (is_plain(text) && column + strlen(text) <= LINE_MAX_BYTES) {
        buf_put_text(out, text);
        return;
    }
    bool first = true;
    for (size_t left = strlen(text); left > 0;) {
        char clean[WORD_BYTES + 1];
        char word[sodium_base64_ENCODED_LEN(WORD_BYTES,
                                            sodium_base64_VARIANT_ORIGINAL)];
        size_t room = first && column > 12 ? WORD_BYTES - 12 : WORD_BYTES;
        size_t len = left <= room ? left : whole_characters(text, room);
        len = len == 0 ? room : len; /* no UTF-8: bytes then */
        for (size_t i = 0; i < len; i++)
            clean[i] =
                (char)((uint8_t)text[i] < 0x20 || text[i] == 0x7f ? ' '
                                                                  : text[i]);
        (void)sodium_bin2base64(word, sizeof word, (const uint8_t *)clean, len,
                                sodium_base64_VARIANT_ORIGINAL);
        buf_printf(out, "%s=?UTF-8?B?%s?=", first ? "" : "\r\n ", word);
        first = false;
        text += len;
        left -= len;
    }
}

static void put_address(struct buf *out, const char *header,
                        const struct message_address *a)
{
    buf_printf(out, "%s: ", header);
    if (a->name[0] == '\0') {
        buf_printf(out, "<%s>\r\n", a->address);
        return;
    }
    if (is_plain(a->name)) {
        buf_put_text(out, "\"");
        for (const char *p = a->name; *p != '\0'; p++) {
            if (*p == '"' || *p == '\\')
                buf_put_text(out, "\\");
            buf_put(out, p, 1);
        }
        buf_put_text(out, "\"");
    } else {
        message_put_header_text(out, a->name, strlen(header) + 2);
    }
    buf_printf(out, "\r\n <%s>\r\n", a->address);
}

/* RFC 5322, 3.3; in UTC, which tells nothing of the office. */
static void put_date(struct buf *out, int64_t sec)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed",
                                       "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr",
                                         "May", "Jun", "Jul", "Aug",
                                         "Sep", "Oct", "Nov", "Dec"};
    time_t t = (time_t)sec;
    struct tm tm;
    (void)gmtime_r(&t, &tm);
    buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
               days[tm.tm_wday % 7], tm.tm_mday, months[tm.tm_mon % 12],
               tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void put_headers(struct buf *out, const struct message *m,
                        const char *boundary)
{
    char id[ENCODE_HEX_SIZE(sizeof m->id)];
    encode_hex(m->id, sizeof m->id, id);
    const char *at = strchr(m->from->address, '@');
    put_address(out, "From", m->from);
    if (m->reply_to != NULL)
        put_address(out, "Reply-To", m->reply_to);
    buf_printf(out, "To: <%s>\r\nSubject: ", m->to);
    message_put_header_text(out, m->subject, strlen("Subject: "));
    buf_put_text(out, "\r\n");
    put_date(out, m->date_sec);
    buf_printf(out,
               "Message-ID: <%s%s>\r\n"
               "MIME-Version: 1.0\r\n"
               "Auto-Submitted: auto-generated\r\n"
               "Content-Type: multipart/alternative;\r\n"
               " boundary=\"%s\"\r\n\r\n",
               id, at == NULL ? "@localhost" : at, boundary);
}

/* --- parts ---------------------------------------------------------------- */

/* Whether a byte stands for itself at COLUMN of its line. */
static bool is_literal(const char *at, size_t column)
{
    uint8_t c = (uint8_t)*at;
    if (c == ' ' || c == '\t')
        return at[1] != '\n' && at[1] != '\0';
    /* A dot or "From " at the start of a line is changed by some servers. */
    if (column == 0 && (c == '.' || c == 'F'))
        return false;
    return c > ' ' && c < 0x7f && c != '=';
}

void message_put_quoted(struct buf *out, const char *text)
{
    size_t column = 0;
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            buf_put_text(out, "\r\n");
            column = 0;
            continue;
        }
        bool literal = is_literal(text, column);
        if (column + (literal ? 1 : 3) > LINE_MAX_BYTES - 1) {
            buf_put_text(out, "=\r\n");
            column = 0;
            literal = is_literal(text, 0);
        }
        if (literal)
            buf_put(out, text, 1);
        else
            buf_printf(out, "=%02X", (unsigned)(uint8_t)*text);
        column += literal ? 1 : 3;
    }
}

static void put_part(struct buf *out, const char *boundary, const char *type,
                     const char *text)
{
    buf_printf(out,
               "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
               boundary, type);
    message_put_quoted(out, text);
    buf_put_text(out, "\r\n");
}

enum err message_write(const struct message *m, struct buf *out_bytes)
{
    char boundary[40];
    uint8_t random[12];
    /* "=_" stands in no quoted-printable text. */
    (void)snprintf(boundary, sizeof boundary, "=_chorus_");
    randombytes_buf(random, sizeof random);
    encode_hex(random, sizeof random, boundary + strlen(boundary));
    put_headers(out_bytes, m, boundary);
    put_part(out_bytes, boundary, "text/plain", m->text);
    put_part(out_bytes, boundary, "text/html", m->html);
    buf_printf(out_bytes, "--%s--\r\n", boundary);
    return buf_check(out_bytes);
}
