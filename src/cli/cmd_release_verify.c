/* chorus release verify: does a release keep the wave's promise? */
#include "cli/commands.h"

#include "cli/documents.h"

#include <jansson.h>

static enum err tell(struct cli *cli, const struct cli_wave *wave,
                     const struct published_release *r)
{
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    wave_fingerprint_text(&wave->mh, fingerprint);
    if (cli->json) {
        json_t *all =
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "wave", r->wave,
                      "closed", r->closed, "release_sha256", r->sha256,
                      "board_sha256", r->board_sha256, "manifest_sha256",
                      r->manifest_sha256, "fingerprint", fingerprint);
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("Board and release of %s are signed by the wave's key and agree "
           "with the manifest and with each other.\nrelease SHA-256 %s\n"
           "board SHA-256   %s\nmanifest        %s\nfingerprint     %s\n",
           r->wave, r->sha256, r->board_sha256, r->manifest_sha256,
           fingerprint);
    if (cli_results_need_comparing(cli))
        puts("Compare the fingerprint with your letter or the poster: it "
             "stands for the promise all of this was checked against.");
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct cli_wave wave = {.manifest_bytes = BUF_INIT};
    struct cli_results results = {.release_bytes = BUF_INIT,
                                  .board_bytes = BUF_INIT};
    const struct cli_download_files files = {
        .manifest = cli_value(cli, "manifest"),
        .board = cli_value(cli, "board"),
        .board_sig = cli_value(cli, "board-sig"),
        .release = cli_value(cli, "release"),
        .release_sig = cli_value(cli, "sig"),
    };
    enum err e = cli_results_of_call(cli, &files, true, &wave, &results);
    if (e == ERR_OK)
        e = tell(cli, &wave, results.release);
    cli_results_free(&results);
    cli_wave_free(&wave);
    return e;
}

static const struct cli_option options[] = {
    {"release", "FILE", "The release: /v1/waves/WAVE/release.", 0},
    {"sig", "FILE",
     "Its signature; without it, the release's file name and .sig.", 0},
    CLI_OUTSIDE_OPTIONS,
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_verify = {
    .name = "release verify",
    .args = "[WAVE]",
    .min_args = 0,
    .max_args = 1,
    .summary = "Check a release against its signature, manifest and board",
    .details =
        "Checks the signatures of board and release against the manifest's "
        "key, that the three name each other, that the release speaks of the "
        "promised units, rule and survey, and that its counts are those of the "
        "board. Of a WAVE in the folder, or, for somebody outside, of a WAVE "
        "of a server, or of files:\n"
        "  chorus release verify WAVE --url https://...\n"
        "  chorus release verify --release release --manifest manifest --board "
        "board",
    .options = options,
    .json = true,
    .run = run,
};
