/*
 * A closed wave with its documents, for commands that read more than one.
 */
#ifndef CHORUS_CLI_RELEASE_LOAD_H
#define CHORUS_CLI_RELEASE_LOAD_H

#include "cli/cli.h"
#include "conduct/desk.h"
#include "conduct/documents.h"
#include "wave/units.h"

struct cli_release {
    struct conduct_wave wave;
    struct conduct_results results;
    const struct published_release *published; /* results' own */
};

/*
 * Loads wave NAME with checked signatures. Out: freed with cli_release_free.
 * Errors: those of conduct_wave_load and conduct_results_load; a line in the
 * note.
 */
BASE_MUST_USE enum err cli_release_load(struct cli *cli,
                                        const struct conduct_folder *folder,
                                        struct site *site, const char *name,
                                        struct cli_release *out_release);
/* A zeroed one is fine. */
void cli_release_free(struct cli_release *release);

/*
 * Loads the release of the wave that the call's first word names, and has it
 * printed. In: PRINT, whose error is passed on. Errors: those of
 * conduct_desk_open and cli_release_load.
 */
BASE_MUST_USE enum err cli_release_of_call(
    struct cli *cli,
    enum err (*print)(struct cli *cli,
                      const struct published_release *release));

/*
 * What the roster said of the wave's units. Out: caller frees with
 * wave_units_free. Errors: ERR_NOT_FOUND (opened by a Chorus that did not keep
 * it), ERR_FORMAT, those of site_wave_document; a line in the note.
 */
BASE_MUST_USE enum err cli_release_units(struct cli *cli, struct site *site,
                                         const struct cli_release *release,
                                         struct wave_units **out_units);

/*
 * The group of --unit: a unit by its name, or any group by its id in the file.
 * Errors: ERR_NOT_FOUND, a line in the note.
 */
BASE_MUST_USE enum err cli_release_find_group(
    struct cli *cli, const struct published_release *release, const char *unit,
    size_t *out_group);

#endif
