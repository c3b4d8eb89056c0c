/*
 * The doctor: looks at an institution's folder and at the machine that it is
 * on, and says what is wrong and what to do about it. Changes nothing, opens no
 * ballot, and connects to nothing unless it is asked to.
 */
#ifndef CHORUS_CONDUCT_DOCTOR_H
#define CHORUS_CONDUCT_DOCTOR_H

#include "conduct/folder.h"

enum doctor_level {
    DOCTOR_GOOD,
    DOCTOR_LOOK, /* somebody should look: no machine can tell */
    DOCTOR_BAD,  /* wrong */
};

/* One finding; not owned, lives until the call returns. */
struct doctor_finding {
    enum doctor_level level;
    const char *check;  /* "permissions" */
    const char *found;  /* what is so */
    const char *advice; /* what to do; "" when good */
};

struct doctor {
    const struct conduct_folder *folder; /* as conduct_folder_open has it */
    struct site *site;
    int64_t now_sec;
    bool connects_to_mail;
    void (*tell)(void *ctx, const struct doctor_finding *finding);
    void *ctx;
};

/* Looks at everything, in order. What cannot be looked at is a finding too. */
void doctor_look(const struct doctor *d);

/* --- its parts ------------------------------------------------------------ */

/* Owners and modes below DIR. */
void doctor_permissions(const struct doctor *d);
/* Each wave: its keys, its files, its days. */
void doctor_waves(const struct doctor *d);
/* Times that lie ahead of this machine's clock. */
void doctor_clock(const struct doctor *d);
/* chorus.conf's mail settings; with CONNECTS_TO_MAIL the server too. */
void doctor_mail(const struct doctor *d);
/* A crisis line, and entries that nobody has verified. */
void doctor_resources(const struct doctor *d);
/* Room on the disk, and whether its file system makes copies of itself. */
void doctor_disk(const struct doctor *d);
/* Swap and core files, where keys could be left. */
void doctor_memory(const struct doctor *d);
/* The proxies of this machine: whether they log visitors. */
void doctor_proxy(const struct doctor *d);

/* One finding. In: ADVICE, "" when good; FMT, what is so. */
void doctor_say(const struct doctor *d, enum doctor_level level,
                const char *check, const char *advice, const char *fmt, ...)
    BASE_PRINTF(5, 6);

#endif
