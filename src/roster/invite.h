/*
 * Invites: a fresh code for each person of a plan, and the list of public keys
 * that the wave is bound to. Knows who got which
 * code, until the wave closes; must never know which code was used for what.
 * Source: src/PROTOCOL.md, "Derived strings"; interface.md, "invite".
 */
#ifndef CHORUS_ROSTER_INVITE_H
#define CHORUS_ROSTER_INVITE_H

#include "roster/roster.h"
#include "store/invites.h"
#include "wave/invite_code.h"

struct roster_invites {
    struct people_invite *invites; /* for people_invites_put; by person */
    struct invites_place *places;  /* for invites_create; in random order */
    size_t count;
    uint8_t sha256[32]; /* the manifest's invites_sha256 */
};

/*
 * Makes a code and a key for each person. The places stand in an order of
 * chance that has nothing to do with that of the persons.
 * In: GROUPS as the plan has them, WAVE_ID as the manifest will.
 * Out: caller frees with roster_invites_free, which wipes the codes; the texts
 * of the invites are ROSTER's and GROUPS'.
 * Errors: ERR_STATE (a person whose program is in no group, or a group whose
 * roster is not this one's: the plan is of another roster), ERR_RANGE
 * (nobody), ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_invites_new(const struct roster *roster,
                                          const struct wave_group *groups,
                                          size_t group_count,
                                          const struct wave_id *wave_id,
                                          struct roster_invites **out_invites,
                                          struct err_note *note);
void roster_invites_free(struct roster_invites *invites);

/*
 * SHA-256 over the bytewise sorted list of u16 group || pk: the manifest's
 * invites_sha256. The order of PLACES does not matter. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_invites_hash(const struct invites_place *places,
                                           size_t count,
                                           uint8_t out_sha256[static 32]);

#endif
