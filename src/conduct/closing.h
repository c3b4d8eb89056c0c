/*
 * Closing a wave: everything that can fail first, then one transaction in
 * site.db, then the destruction of what the wave needed while it was open.
 * Source: src/PROTOCOL.md, "Rules for the implementation"; src/RELEASE.md.
 */
#ifndef CHORUS_CONDUCT_CLOSING_H
#define CHORUS_CONDUCT_CLOSING_H

#include "conduct/opener.h"
#include "conduct/watch.h"
#include "store/people.h"

/* What a close counted. */
struct conduct_closing_result {
    uint32_t issued;
    uint32_t redeemed;
    uint32_t spoiled;
};

/*
 * Counts and publishes an open wave. In: the folder is locked; OPENER has
 * asked, and opens here: the ballots are listed first, trustees sign the list,
 * then the key is made and the ballots are opened. Errors: ERR_DENIED (a
 * passphrase or a share is wrong, given up by whoever WATCHes, or
 * chorus-audit found something in the release), ERR_NOT_FOUND (a key or
 * chorus-audit is missing), ERR_STATE (it could not check), ERR_CORRUPT
 * (stored data contradict each other), those of the stores; a line in NOTE.
 * After an error the wave is open and whole, as it was; also one that an
 * earlier close, killed half way, left closing.
 */
BASE_MUST_USE enum err conduct_closing_publish(
    const struct conduct_folder *folder, struct site *site,
    const struct conduct_wave *wave, struct conduct_opener *opener,
    const struct conduct_watch *watch, struct conduct_closing_result *out,
    struct err_note *note);

/*
 * After the point of no return: marks both files closed, destroys the server's
 * keys and the codes of invites. Each step may be repeated. Errors: those of
 * the stores and files; a line in NOTE; call it again.
 */
BASE_MUST_USE enum err conduct_closing_clean_up(
    const struct conduct_folder *folder, struct people *people,
    const struct conduct_wave *wave, struct err_note *note);

/* Whether the wave has reached its closing time. */
bool conduct_closing_is_due(const struct conduct_wave *wave, int64_t now_sec);

/*
 * Both: closes an open wave. In: the folder is locked; as above. Errors: as
 * above; after those of the second part the wave is closed, and closing it
 * again finishes what is left.
 */
BASE_MUST_USE enum err conduct_close(const struct conduct_folder *folder,
                                     struct site *site, struct people *people,
                                     const struct conduct_wave *wave,
                                     struct conduct_opener *opener,
                                     const struct conduct_watch *watch,
                                     struct conduct_closing_result *out,
                                     struct err_note *note);

#endif
