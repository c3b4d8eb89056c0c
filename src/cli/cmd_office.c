/* chorus office: the office's page, for people without a terminal. */
#include "cli/commands.h"

#include "office/office.h"

#include <signal.h>
#include <spawn.h>

static const char default_listen[] = "127.0.0.1:0";

/* Leaves it to the desktop, which knows the browser; whether it works is seen
 * on the screen. */
static void open_browser(char *url)
{
    char *const argv[] = {(char[]){"xdg-open"}, url, NULL};
    pid_t pid;
    if (posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ) != 0)
        fputs(
            "chorus: no browser could be started; open the address yourself\n",
            stderr);
}

static void tell(const struct http_listen *listen, const char *url)
{
    printf("%s\n\nOpen this address in a browser on this machine. It works "
           "once and is a secret:\nwhoever opens it first can do what the "
           "office can. Ctrl-C ends the page.\n",
           url);
    if (listen->is_unix)
        puts("A socket: reach it through ssh -L PORT:SOCKET, and open "
             "http://127.0.0.1:PORT with that path.");
    (void)fflush(stdout);
}

static enum err run(struct cli *cli)
{
    const char *text = cli_value(cli, "listen");
    char url[OFFICE_URL_SIZE];
    struct http_listen listen;
    struct office *office = NULL;
    sigset_t ends;
    if (http_listen_parse(text != NULL ? text : default_listen, &listen,
                          &cli->note) != ERR_OK) {
        cli->wrong_usage = true;
        return ERR_FORMAT;
    }
    /* Blocked before any thread begins; we wait for them alone. */
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGINT);
    (void)sigaddset(&ends, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, &ends, NULL);
    /* A shell starts what runs behind it with these ignored. */
    (void)signal(SIGINT, SIG_DFL);
    (void)signal(SIGTERM, SIG_DFL);
    enum err e = office_start(cli->dir, &listen, &office, url, &cli->note);
    if (e != ERR_OK)
        return e;
    tell(&listen, url);
    if (cli_flag(cli, "browser") && !listen.is_unix)
        open_browser(url);
    int signal_number;
    (void)sigwait(&ends, &signal_number);
    office_stop(office);
    return ERR_OK;
}

static const struct cli_option options[] = {
    {"listen", "WHERE",
     "127.0.0.1:PORT, [::1]:PORT or unix:PATH; without it a port that is free.",
     0},
    {"browser", NULL, "Open it in this desktop's browser.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_office = {
    .name = "office",
    .args = "",
    .summary = "Serve the office's page on this machine, for a browser",
    .details =
        "Roster, plan, information sheet, opening, invites, participation, the "
        "test of the key, closing and the day of the results, in a browser and "
        "without a terminal: the same acts as the commands. It answers on this "
        "machine only, and only the browser that opens the printed address "
        "first. Whoever may use this account of the machine can do what the "
        "office can.",
    .options = options,
    .run = run,
};
