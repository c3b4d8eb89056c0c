/* Short texts of people: passphrases, addresses, names, languages, slugs. */
#include "fuzz/fuzz.h"

#include "ceremony/passphrase.h"
#include "roster/email.h"
#include "wave/manifest.h"
#include "wave/slug.h"

static void check_passphrase(const uint8_t *data, size_t len)
{
    char normal[PASSPHRASE_SIZE];
    char again[PASSPHRASE_SIZE];
    if (passphrase_normalise((const char *)data, len, normal) != ERR_OK)
        return;
    err_assert(normal[0] != 0 && normal[0] != '-');
    err_assert(passphrase_normalise(normal, strlen(normal), again) == ERR_OK);
    err_assert(strcmp(normal, again) == 0);
}

static void check_slug(const char *text)
{
    char slug[WAVE_SLUG_SIZE];
    char other[WAVE_SLUG_SIZE_MIN];
    wave_slug(text, slug, sizeof slug);
    err_assert(slug[0] != 0 && slug[0] != '-');
    err_assert(slug[strlen(slug) - 1] != '-' && strstr(slug, "--") == NULL);
    wave_slug(text, other, sizeof other);
    const char *const taken[] = {other};
    char unique[WAVE_SLUG_SIZE_MIN];
    wave_slug_unique(text, taken, 1, unique, sizeof unique);
    err_assert(strcmp(unique, other) != 0);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    char *text = fuzz_text(data, len);
    check_passphrase(data, len);
    if (email_is_valid(text))
        err_assert(strlen(text) <= EMAIL_MAX && fuzz_is_plain(text) &&
                   strchr(text, '@') != NULL && strchr("=+-@", *text) == NULL);
    if (wave_text_is_valid(text))
        err_assert(fuzz_is_plain(text) && strlen(text) <= WAVE_TEXT_MAX);
    if (wave_name_is_valid(text))
        err_assert(wave_text_is_valid(text) && strlen(text) <= WAVE_NAME_MAX);
    if (wave_language_is_valid(text))
        err_assert(fuzz_is_plain(text));
    check_slug(text);
    free(text);
    return 0;
}
