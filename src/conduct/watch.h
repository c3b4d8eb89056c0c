/*
 * Whoever waits for a long act: is told how far it is, and may ask it to give
 * up. The acts of this room print nothing; a terminal or a page does.
 */
#ifndef CHORUS_CONDUCT_WATCH_H
#define CHORUS_CONDUCT_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct conduct_watch {
    /* A step begins. In: WHAT and UNIT, static: "Opening ballots", "ballots";
     * TOTAL of units, 0 when it has none to count. */
    void (*begin)(void *context, const char *what, const char *unit,
                  uint64_t total);
    /* DONE of the step's TOTAL. */
    void (*advance)(void *context, uint64_t done);
    /* Whether to give up, which takes back what was begun. Asked often. */
    bool (*is_given_up)(void *context);
    void *context;
};

/* The same calls, for an act that may have no watch: WATCH may be NULL. */
void conduct_watch_begin(const struct conduct_watch *watch, const char *what,
                         const char *unit, uint64_t total);
void conduct_watch_advance(const struct conduct_watch *watch, uint64_t done);
bool conduct_watch_is_given_up(const struct conduct_watch *watch);

/* The same for rooms below, which ask after each of many whether to go on. */
struct conduct_watch_each {
    const struct conduct_watch *watch; /* NULL: nobody waits */
};
/* In: CONTEXT, a struct conduct_watch_each. */
bool conduct_watch_go_on(void *context, size_t done, size_t total);

#endif
