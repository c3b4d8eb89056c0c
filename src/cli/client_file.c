#include "cli/client_file.h"

#include "base/encode.h"

#include <sodium.h>
#include <unistd.h>

#define CLIENT_MAX ((size_t)4 << 20)

/* RELATIVE to the folder of this program. */
static bool beside_program(const char *relative, struct file_path *out_path)
{
    struct file_path self;
    ssize_t len = readlink("/proc/self/exe", self.s, sizeof self.s - 1);
    if (len <= 0)
        return false;
    self.s[len] = 0;
    char *slash = strrchr(self.s, '/');
    if (slash == NULL)
        return false;
    *slash = 0;
    return file_join(self.s, relative, out_path) == ERR_OK &&
           file_exists(out_path->s);
}

bool cli_shipped_find(const char *name, struct file_path *out_path)
{
    /* build/chorus, build/asan/chorus, and an installation. */
    static const char *const folders[] = {"../surveys", "../../surveys"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        struct file_path relative;
        if (file_join(folders[i], name, &relative) == ERR_OK &&
            beside_program(relative.s, out_path))
            return true;
    }
    return file_join(CHORUS_SHARE "/surveys", name, out_path) == ERR_OK &&
           file_exists(out_path->s);
}

static enum err find_script(const char *path, struct file_path *out_path,
                            struct err_note *note)
{
    static const char share[] = CHORUS_SHARE "/client";
    if (path != NULL) {
        int n = snprintf(out_path->s, sizeof out_path->s, "%s", path);
        return n < 0 || (size_t)n >= sizeof out_path->s
                   ? err_say(note, ERR_RANGE, "--client: the path is too long")
                   : ERR_OK;
    }
    if (beside_program("client/survey.js", out_path) ||
        (file_join(share, "survey.js", out_path) == ERR_OK &&
         file_exists(out_path->s)))
        return ERR_OK;
    return err_say(note, ERR_NOT_FOUND,
                   "the browser bundle is neither beside this program nor at "
                   "%s; run make, or name it with --client FILE",
                   share);
}

/* FILE.js -> FILE.words.json */
static enum err words_path(const struct file_path *script,
                           struct file_path *out_path)
{
    size_t len = strlen(script->s);
    if (len > 3 && strcmp(script->s + len - 3, ".js") == 0)
        len -= 3;
    int n = snprintf(out_path->s, sizeof out_path->s, "%.*s.words.json",
                     (int)len, script->s);
    return n < 0 || (size_t)n >= sizeof out_path->s ? ERR_RANGE : ERR_OK;
}

static bool names_the_words(const struct cli_client *c)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    char hex[ENCODE_HEX_SIZE(crypto_hash_sha256_BYTES)];
    (void)crypto_hash_sha256(hash, c->words.data, c->words.len);
    encode_hex(hash, sizeof hash, hex);
    return memmem(c->script.data, c->script.len, hex, strlen(hex)) != NULL;
}

enum err cli_client_read(const char *path, struct cli_client *out_client,
                         struct err_note *note)
{
    struct cli_client c = {BUF_INIT, BUF_INIT};
    struct file_path script;
    struct file_path words;
    enum err e = find_script(path, &script, note);
    if (e == ERR_OK)
        e = words_path(&script, &words);
    if (e == ERR_OK)
        e = file_read(script.s, CLIENT_MAX, &c.script, note);
    if (e == ERR_OK)
        e = file_read(words.s, CLIENT_MAX, &c.words, note);
    if (e == ERR_OK && !names_the_words(&c))
        e = err_say(note, ERR_DENIED,
                    "%s: these are not the words that %s was built with; run "
                    "make",
                    words.s, script.s);
    if (e != ERR_OK) {
        cli_client_free(&c);
        return e;
    }
    *out_client = c;
    return ERR_OK;
}

void cli_client_free(struct cli_client *client)
{
    buf_free(&client->script);
    buf_free(&client->words);
}
