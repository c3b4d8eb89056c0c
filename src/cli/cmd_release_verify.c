/* chorus release verify: does a release keep the wave's promise? */
#include "cli/commands.h"

#include "cli/outside.h"
#include "cli/trustees_view.h"
#include "conduct/auditor.h"

#include <jansson.h>

static bool has_survey(const struct conduct_results *results)
{
    return results->survey_bytes.len > 0;
}

static enum err tell(struct cli *cli, const struct conduct_wave *wave,
                     const struct conduct_results *results)
{
    const struct published_release *r = results->release;
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    wave_fingerprint_text(&wave->mh, fingerprint);
    if (cli->json) {
        json_t *all =
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:i}", "wave",
                      r->wave, "closed", r->closed, "release_sha256", r->sha256,
                      "board_sha256", r->board_sha256, "manifest_sha256",
                      r->manifest_sha256, "fingerprint", fingerprint, "audited",
                      has_survey(results), "trustees", (int)r->trustee_count);
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("Board and release of %s are signed by the wave's key and agree "
           "with the manifest and with each other; %s.\n"
           "release SHA-256 %s\n"
           "board SHA-256   %s\nmanifest        %s\nfingerprint     %s\n",
           r->wave,
           has_survey(results)
               ? "chorus-audit made every check and found nothing"
               : "the figures were not audited, for which the survey is "
                 "needed: --survey FILE",
           r->sha256, r->board_sha256, r->manifest_sha256, fingerprint);
    cli_trustees_print_signed(&wave->manifest->trustees, r->trustees,
                              r->trustee_count);
    if (cli_outside_needs_comparing(cli))
        puts("Compare the fingerprint with your letter or the poster: it "
             "stands for the promise all of this was checked against.");
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct conduct_desk desk = CONDUCT_DESK_INIT;
    struct conduct_results results = CONDUCT_RESULTS_INIT;
    const struct conduct_download_files files = {
        .manifest = cli_value(cli, "manifest"),
        .board = cli_value(cli, "board"),
        .board_sig = cli_value(cli, "board-sig"),
        .release = cli_value(cli, "release"),
        .release_sig = cli_value(cli, "sig"),
        .survey = cli_value(cli, "survey"),
    };
    enum err e = cli_outside_results(cli, &files, true, &desk, &results);
    if (e == ERR_OK && has_survey(&results))
        e = conduct_auditor_run(&results.release_bytes, &results.survey_bytes,
                                &cli->note);
    if (e == ERR_OK)
        e = tell(cli, &desk.wave, &results);
    conduct_results_free(&results);
    conduct_desk_close(&desk);
    return e;
}

static const struct cli_option options[] = {
    {"release", "FILE", "The release: /v1/waves/WAVE/release.", 0},
    {"sig", "FILE",
     "Its signature; without it, the release's file name and .sig.", 0},
    {"survey", "FILE",
     "The survey, for the auditor: /v1/waves/WAVE/survey; without it, files "
     "are "
     "checked but for their figures.",
     0},
    CLI_OUTSIDE_OPTIONS,
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_verify = {
    .name = "release verify",
    .args = "[WAVE]",
    .min_args = 0,
    .max_args = 1,
    .summary = "Check a release: signatures, manifest, board and figures",
    .details =
        "Checks the signatures of board and release against the manifest's "
        "key, that the three name each other, that the release speaks of the "
        "promised units, rule and survey, that its counts are those of the "
        "board, and for a wave that trustees opened that enough of them signed "
        "the board before; then runs chorus-audit on the release with the "
        "wave's survey. Of a WAVE in the folder, or, for somebody outside, of "
        "a WAVE "
        "of a server, or of files:\n"
        "  chorus release verify WAVE --url https://...\n"
        "  chorus release verify --release release --manifest manifest --board "
        "board --survey survey",
    .options = options,
    .json = true,
    .run = run,
};
