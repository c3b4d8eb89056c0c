#include "conduct/client_file.h"

#include "base/encode.h"
#include "base/share.h"

#include <sodium.h>

#define CLIENT_MAX ((size_t)4 << 20)

static enum err find_script(const char *path, struct file_path *out_path,
                            struct err_note *note)
{
    if (path == NULL)
        return share_find("client/survey.js", out_path, note);
    int n = snprintf(out_path->s, sizeof out_path->s, "%s", path);
    return n < 0 || (size_t)n >= sizeof out_path->s
               ? err_say(note, ERR_RANGE, "--client: the path is too long")
               : ERR_OK;
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

static bool names_the_words(const struct conduct_client *c)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    char hex[ENCODE_HEX_SIZE(crypto_hash_sha256_BYTES)];
    (void)crypto_hash_sha256(hash, c->words.data, c->words.len);
    encode_hex(hash, sizeof hash, hex);
    return memmem(c->script.data, c->script.len, hex, strlen(hex)) != NULL;
}

enum err conduct_client_read(const char *path,
                             struct conduct_client *out_client,
                             struct err_note *note)
{
    struct conduct_client c = {BUF_INIT, BUF_INIT};
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
        conduct_client_free(&c);
        return e;
    }
    *out_client = c;
    return ERR_OK;
}

void conduct_client_free(struct conduct_client *client)
{
    buf_free(&client->script);
    buf_free(&client->words);
}
