/*
 * What an office's letters and mails say, one text file for each kind and
 * language (templates/KIND.LANGUAGE.txt), so that a translator needs no code:
 *
 *   Subject: Five minutes for your program
 *                                              head: KEY: TEXT, then a blank
 *   # A heading
 *
 *   A paragraph of {{INSTITUTION}}, over
 *   as many lines as it likes.
 *
 *   [link] Answer now                          also [code] [fingerprint] [qr]
 *
 * Knows files and markers; not what is put in their place.
 */
#ifndef CHORUS_ROSTER_WORDING_H
#define CHORUS_ROSTER_WORDING_H

#include "base/buf.h"

enum wording_kind {
    WORDING_PARAGRAPH,
    WORDING_HEADING,
    WORDING_LINK, /* the text is its label */
    WORDING_CODE,
    WORDING_FINGERPRINT,
    WORDING_QR,
};

struct wording_block {
    enum wording_kind kind;
    char *text; /* UTF-8, one line */
};

struct wording_head {
    char *key;
    char *text;
};

struct wording {
    char language[36]; /* of the file that was found */
    struct wording_head *heads;
    size_t head_count;
    struct wording_block *blocks;
    size_t block_count;
};

/* What takes the place of {{NAME}}. */
struct wording_value {
    const char *name;
    const char *text;
};

/*
 * Reads DIR/KIND.LANGUAGE.txt: of the language, else of its first part (es of
 * es-MX), else English. Out: caller frees with wording_free.
 * Errors: ERR_NOT_FOUND (not even English), ERR_FORMAT (no head, no UTF-8,
 * control characters; NOTE names file and line), ERR_IO, ERR_MEMORY.
 */
BASE_MUST_USE enum err wording_load(const char *dir, const char *kind,
                                    const char *language,
                                    struct wording **out_wording,
                                    struct err_note *note);
/* Wipes and frees; NULL is fine. */
void wording_free(struct wording *wording);

/*
 * The same with values in the place of markers; control characters in a value
 * become blanks, so that none begins a line. Out: caller frees with
 * wording_free. Errors: ERR_FORMAT (a marker that has no value, or is not
 * closed; NOTE names it), ERR_MEMORY.
 */
BASE_MUST_USE enum err wording_fill(const struct wording *wording,
                                    const struct wording_value *values,
                                    size_t count, struct wording **out_filled,
                                    struct err_note *note);

/* The text of a head; "" when the file has none of that key. */
const char *wording_head(const struct wording *wording, const char *key);

/* As plain text: paragraphs of at most 72 columns between blank lines. LINK,
 * CODE and FINGERPRINT stand in their blocks' places. */
void wording_text(const struct wording *filled, const char *link,
                  const char *code, const char *fingerprint,
                  struct buf *out_text);

#endif
