#include "base/encode.h"
#include "wave/invite_code.h"

#include <sodium.h>

static const char folder[] = "/w/";

void wave_invite_link(const char *base_url, const char *wave_name,
                      const struct wave_invite_code *code,
                      const struct wave_manifest_hash *mh, struct buf *buf)
{
    char code_text[WAVE_INVITE_CODE_TEXT_SIZE];
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    size_t len = strlen(base_url);
    while (len > 0 && base_url[len - 1] == '/')
        len--;
    wave_invite_code_text(code, code_text);
    wave_fingerprint_text(mh, fingerprint);
    buf_put(buf, base_url, len);
    buf_put_text(buf, folder);
    buf_put_text(buf, wave_name);
    buf_put_text(buf, "#");
    buf_put_text(buf, code_text);
    buf_put_text(buf, ".");
    buf_put_text(buf, fingerprint);
    sodium_memzero(code_text, sizeof code_text);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Copies LEN printable characters, no blank among them, into OUT. */
static enum err copy_part(const char *text, size_t len, char *out, size_t size)
{
    if (len == 0 || len >= size)
        return ERR_FORMAT;
    for (size_t i = 0; i < len; i++)
        if (text[i] <= ' ' || text[i] > '~')
            return ERR_FORMAT;
    memcpy(out, text, len);
    out[len] = 0;
    return ERR_OK;
}

/* BASE/w/WAVE, up to HASH. */
static enum err parse_address(const char *link, const char *hash,
                              struct wave_invite_link *out)
{
    const char *name = hash;
    while (name > link && name[-1] != '/')
        name--;
    size_t before = (size_t)(name - link);
    size_t folder_len = sizeof folder - 1;
    if ((!begins(link, "https://") && !begins(link, "http://")) ||
        before <= folder_len ||
        memcmp(name - folder_len, folder, folder_len) != 0 ||
        name[-(ptrdiff_t)folder_len - 1] == '/')
        return ERR_FORMAT;
    enum err e = copy_part(link, before - folder_len, out->base_url,
                           sizeof out->base_url);
    if (e == ERR_OK)
        e = copy_part(name, (size_t)(hash - name), out->wave_name,
                      sizeof out->wave_name);
    if (e == ERR_OK && !wave_name_is_valid(out->wave_name))
        e = ERR_FORMAT;
    return e;
}

enum err wave_invite_link_parse(const char *link,
                                struct wave_invite_link *out_link)
{
    struct wave_invite_link parts;
    const char *hash = strchr(link, '#');
    const char *dot = hash == NULL ? NULL : strchr(hash, '.');
    if (dot == NULL)
        return ERR_FORMAT;
    enum err e = parse_address(link, hash, &parts);
    if (e == ERR_OK)
        e = wave_fingerprint_parse(dot + 1, strlen(dot + 1),
                                   &parts.fingerprint);
    if (e == ERR_OK)
        e = wave_invite_code_parse(hash + 1, (size_t)(dot - hash - 1),
                                   &parts.code);
    if (e == ERR_OK)
        *out_link = parts;
    sodium_memzero(&parts, sizeof parts);
    return e;
}
