/*
 * The one long act that may be under way: opening, closing or purging a wave,
 * mails, in a thread of its own, so that pages go on. A page asks how far it
 * is. It cannot be started twice.
 */
#ifndef CHORUS_OFFICE_JOB_H
#define CHORUS_OFFICE_JOB_H

#include "conduct/closing.h"
#include "wave/fingerprint.h"

enum office_job_kind {
    OFFICE_JOB_NONE,
    OFFICE_JOB_OPEN,
    OFFICE_JOB_CLOSE,
    OFFICE_JOB_MAIL,
    OFFICE_JOB_PURGE,
};

/* What came out. */
struct office_outcome {
    enum err e;
    struct err_note note;
    struct wave_manifest_hash mh;          /* of an opening */
    struct conduct_closing_result counted; /* of a closing */
    size_t sent, refused, unsure, later;   /* of mails, people */
    bool is_reminder;                      /* of mails */
};

/* How far it is. */
struct office_progress {
    enum office_job_kind kind; /* NONE: nothing was ever begun */
    char wave[WAVE_NAME_MAX + 1];
    bool is_running;
    const char *what; /* the step, static */
    const char *unit;
    uint64_t done;
    uint64_t total;
    struct office_outcome outcome; /* when it is not running */
};

/* The act. In: CONTEXT as it was given. */
typedef void office_job_act(void *context, const struct conduct_watch *watch,
                            struct office_outcome *out);

/* "being opened", for a sentence. */
const char *office_job_doing(enum office_job_kind kind);

struct office_job;
BASE_MUST_USE enum err office_job_new(struct office_job **out_job);
/* Gives up what runs, waits for it, and frees. */
void office_job_free(struct office_job *job);

/*
 * Begins. In: CONTEXT is the act's, which frees it with FREE_CONTEXT, also when
 * it cannot begin. Errors: ERR_BUSY (one is running), ERR_MEMORY.
 */
BASE_MUST_USE enum err office_job_begin(struct office_job *job,
                                        enum office_job_kind kind,
                                        const char *wave, office_job_act *act,
                                        void *context,
                                        void (*free_context)(void *context),
                                        struct err_note *note);

void office_job_look(struct office_job *job,
                     struct office_progress *out_progress);

#endif
