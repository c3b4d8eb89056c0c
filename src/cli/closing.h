/*
 * Closing a wave: everything that can fail first, then one transaction in
 * site.db, then the destruction of what the wave needed while it was open. The
 * only place where single ballots are opened; they are counted one by one and
 * forgotten.
 * Source: src/PROTOCOL.md, "Rules for the implementation"; src/RELEASE.md.
 */
#ifndef CHORUS_CLI_CLOSING_H
#define CHORUS_CLI_CLOSING_H

#include "cli/opener.h"
#include "store/people.h"

/* What a close counted. */
struct cli_closing_result {
    uint32_t issued;
    uint32_t redeemed;
    uint32_t spoiled;
};

/*
 * Counts and publishes an open wave. In: the folder is locked; OPENER has
 * asked, and opens here: the ballots are listed first, trustees sign the list,
 * then the key is made and the ballots are opened. Errors: ERR_DENIED (a
 * passphrase or a share is wrong, interrupted from the terminal, or
 * chorus-audit found something in the release), ERR_NOT_FOUND (a key or
 * chorus-audit is missing), ERR_STATE (it could not check), ERR_CORRUPT
 * (stored data contradict each other), those of the stores; a line in NOTE.
 * After an error the wave is open and whole, as it was; also one that an
 * earlier close, killed half way, left closing.
 */
BASE_MUST_USE enum err cli_closing_publish(const struct cli_folder *folder,
                                           struct site *site,
                                           const struct cli_wave *wave,
                                           struct cli_opener *opener,
                                           struct cli_closing_result *out,
                                           struct err_note *note);

/*
 * After the point of no return: marks both files closed, destroys the server's
 * keys and the codes of invites. Each step may be repeated. Errors: those of
 * the stores and files; a line in NOTE; call it again.
 */
BASE_MUST_USE enum err cli_closing_clean_up(const struct cli_folder *folder,
                                            struct people *people,
                                            const struct cli_wave *wave,
                                            struct err_note *note);

#endif
