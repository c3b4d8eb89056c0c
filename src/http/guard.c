#include "http/guard.h"

#include <sodium.h>

const struct guard_header http_guard_headers[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; "
     "connect-src 'self'; img-src 'self' data:; form-action 'self'; "
     "base-uri 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"}, /* for browsers without frame-ancestors */
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "camera=(), display-capture=(), geolocation=(), microphone=(), "
     "payment=(), usb=()"},
    {NULL, NULL},
};

static bool all_digits(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n > 0 && n <= 5 && text[n] == '\0';
}

/* Whether HOST is NAME, or NAME:PORT. */
static bool names_host(const char *host, const char *name)
{
    size_t len = strlen(name);
    if (strncasecmp(host, name, len) != 0)
        return false;
    return host[len] == '\0' ||
           (host[len] == ':' && all_digits(host + len + 1));
}

bool http_guard_host(const char *host, const char *const *hosts, size_t count)
{
    static const char *const loopback[] = {"127.0.0.1", "localhost", "[::1]"};
    if (host == NULL)
        return false;
    for (size_t i = 0; i < sizeof loopback / sizeof loopback[0]; i++) {
        if (names_host(host, loopback[i]))
            return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (names_host(host, hosts[i]))
            return true;
    }
    return false;
}

bool http_guard_same_origin(const char *fetch_site, const char *origin,
                            const char *host)
{
    if (fetch_site != NULL)
        return strcmp(fetch_site, "same-origin") == 0;
    if (origin == NULL || strcmp(origin, "null") == 0)
        return true;
    static const char *const schemes[] = {"https://", "http://"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t len = strlen(schemes[i]);
        if (host != NULL && strncmp(origin, schemes[i], len) == 0)
            return strcasecmp(origin + len, host) == 0;
    }
    return false;
}

void http_csrf_token(const struct http_csrf_key *key, const char *cookie,
                     char out_token[static HTTP_CSRF_SIZE])
{
    uint8_t label[ENCODE_LABEL_MAX];
    size_t label_len = encode_label("form", label);
    uint8_t mac[crypto_auth_hmacsha512256_BYTES];
    crypto_auth_hmacsha512256_state state;
    (void)crypto_auth_hmacsha512256_init(&state, key->b, sizeof key->b);
    (void)crypto_auth_hmacsha512256_update(&state, label, label_len);
    (void)crypto_auth_hmacsha512256_update(&state, (const uint8_t *)cookie,
                                           strlen(cookie));
    (void)crypto_auth_hmacsha512256_final(&state, mac);
    encode_b64u(mac, sizeof mac, out_token);
    sodium_memzero(&state, sizeof state);
    sodium_memzero(mac, sizeof mac);
}

bool http_csrf_holds(const struct http_csrf_key *key, const char *cookie,
                     const char *token)
{
    if (cookie == NULL || token == NULL || strlen(token) != HTTP_CSRF_SIZE - 1)
        return false;
    char expected[HTTP_CSRF_SIZE];
    http_csrf_token(key, cookie, expected);
    return sodium_memcmp(expected, token, sizeof expected - 1) == 0;
}
