/*
 * chorus: the command line of the office and the committee. The commands are
 * in cli/commands.c; here is only what must hold before any of them runs.
 */
#include "cli/commands.h"

#include <signal.h>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Codes, keys and passphrases pass through memory: no core file of it, and no
 * other program of the same user may look inside. */
static void keep_memory_private(void)
{
    const struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

static const struct cli_program program = {
    .name = "chorus",
    .about = "the office's command line for confidential surveys of small "
             "groups",
    .commands = cli_commands,
};

int main(int argc, char **argv)
{
    keep_memory_private();
    (void)umask(077);
    (void)signal(SIGPIPE, SIG_IGN);
    if (sodium_init() < 0) {
        fputs("chorus: the cryptographic library does not start\n", stderr);
        return CLI_FAILED;
    }
    return cli_main(argc, argv, &program);
}
