/*
 * What letters, mails and posters of a wave say alike, put into the words of
 * each language once. Knows a wave's promise, no person and no code.
 */
#ifndef CHORUS_ROSTER_FACTS_H
#define CHORUS_ROSTER_FACTS_H

#include "roster/wording.h"
#include "wave/manifest.h"

struct roster_facts {
    const char *templates_dir;
    const struct wave_manifest *manifest;
    const struct wave_manifest_hash *mh;
    const char *base_url; /* no slash at the end */
    const char *contact;  /* an address that people may write to */
};

/*
 * A kind of letter in a language (or the nearest that is there), its markers
 * filled. Out: caller frees with wording_free. Errors: those of wording_load
 * and wording_fill.
 */
BASE_MUST_USE enum err roster_facts_word(const struct roster_facts *facts,
                                         const char *kind, const char *language,
                                         struct wording **out_filled,
                                         struct err_note *note);

/* One kind of letter in all the languages that were asked for. */
struct roster_tongues {
    const struct roster_facts *facts;
    const char *kind;
    struct roster_tongue *list;
    size_t count;
};
struct roster_tongue {
    char *language;
    struct wording *wording;
};

/* The letter in a language, made when it is first asked for; of TONGUES.
 * Errors: those of roster_facts_word. */
BASE_MUST_USE enum err roster_tongues_get(struct roster_tongues *tongues,
                                          const char *language,
                                          const struct wording **out_wording,
                                          struct err_note *note);
void roster_tongues_wipe(struct roster_tongues *tongues);

#endif
