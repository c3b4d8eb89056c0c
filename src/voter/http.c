#include "voter/http.h"

#include <curl/curl.h>

#define CONNECT_TIMEOUT_SEC 10L
#define TIMEOUT_SEC         60L
#define WAIT_MAX_SEC        3600

struct voter_http {
    CURL *curl;
    struct curl_slist *post_headers;
    struct buf body; /* of the answer that is arriving */
    size_t max;
    unsigned wait_sec;
    char error[CURL_ERROR_SIZE];
};

enum err voter_http_start(void)
{
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? ERR_OK
                                                             : ERR_MEMORY;
}

void voter_http_stop(void)
{
    curl_global_cleanup();
}

static size_t receive(char *bytes, size_t size, size_t count, void *context)
{
    struct voter_http *http = context;
    size_t len = size * count;
    if (len > http->max || http->body.len > http->max - len)
        return 0; /* libcurl gives up */
    buf_put(&http->body, bytes, len);
    return len;
}

static bool set_authorities(CURL *c)
{
    const char *file = getenv("CURL_CA_BUNDLE");
    return file == NULL || file[0] == '\0' ||
           curl_easy_setopt(c, CURLOPT_CAINFO, file) == CURLE_OK;
}

static bool set_options(struct voter_http *h)
{
    CURL *c = h->curl;
    return set_authorities(c) &&
           curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") ==
               CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_USERAGENT, NULL) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) ==
               CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_SEC) ==
               CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_TIMEOUT, TIMEOUT_SEC) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_ERRORBUFFER, h->error) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, receive) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_WRITEDATA, h) == CURLE_OK;
}

enum err voter_http_new(struct voter_http **out_http)
{
    struct voter_http *h = calloc(1, sizeof *h);
    if (h == NULL)
        return ERR_MEMORY;
    h->curl = curl_easy_init();
    struct curl_slist *type =
        curl_slist_append(NULL, "Content-Type: application/octet-stream");
    /* Without this, libcurl asks before it sends a body and waits. */
    struct curl_slist *both =
        type == NULL ? NULL : curl_slist_append(type, "Expect:");
    h->post_headers = both != NULL ? both : type;
    if (h->curl == NULL || both == NULL || !set_options(h)) {
        voter_http_free(h);
        return ERR_MEMORY;
    }
    *out_http = h;
    return ERR_OK;
}

void voter_http_free(struct voter_http *http)
{
    if (http == NULL)
        return;
    curl_easy_cleanup(http->curl);
    curl_slist_free_all(http->post_headers);
    buf_wipe(&http->body);
    free(http);
}

/* Only what the server said itself: not a limit of ours, not no answer. */
static unsigned wait_asked(CURL *c, long status)
{
    curl_off_t sec = 0;
    if ((status != 429 && status != 503) ||
        curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &sec) != CURLE_OK ||
        sec < 0 || sec > WAIT_MAX_SEC)
        return 0;
    return (unsigned)sec;
}

unsigned voter_http_wait_sec(const struct voter_http *http)
{
    return http->wait_sec;
}

static enum err judge(long status, struct err_note *note)
{
    enum err e = ERR_FORMAT;
    if (status == 200)
        return ERR_OK;
    if (status == 429 || status >= 500)
        e = ERR_BUSY;
    else if (status == 404)
        e = ERR_NOT_FOUND;
    else if (status == 410)
        e = ERR_CLOSED;
    else if (status == 409)
        e = ERR_EXISTS;
    else if (status == 401 || status == 403)
        e = ERR_DENIED;
    else if (status == 422)
        e = ERR_ELEMENT;
    return err_say(note, e, "the server answered with status %ld", status);
}

static enum err failed(const struct voter_http *h, CURLcode code,
                       struct err_note *note)
{
    if (code == CURLE_WRITE_ERROR)
        return err_say(note, ERR_RANGE,
                       "the server's answer is larger than it may be");
    if (code == CURLE_OUT_OF_MEMORY)
        return ERR_MEMORY;
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
        return err_say(note, ERR_FORMAT, "the address is not a web address");
    return err_say(note, ERR_BUSY, "the server cannot be reached: %.200s",
                   h->error[0] != 0 ? h->error : curl_easy_strerror(code));
}

static enum err perform(struct voter_http *h, size_t max, struct buf *out_body,
                        struct err_note *note)
{
    long status = 0;
    h->max = max;
    h->error[0] = 0;
    h->wait_sec = 0;
    buf_clear(&h->body);
    CURLcode code = curl_easy_perform(h->curl);
    if (code != CURLE_OK)
        return failed(h, code, note);
    (void)curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
    h->wait_sec = wait_asked(h->curl, status);
    enum err e = judge(status, note);
    if (e == ERR_OK)
        e = buf_check(&h->body);
    if (e != ERR_OK)
        return e;
    *out_body = h->body;
    h->body = BUF_INIT;
    return ERR_OK;
}

enum err voter_http_get(struct voter_http *http, const char *url, size_t max,
                        struct buf *out_body, struct err_note *note)
{
    if (curl_easy_setopt(http->curl, CURLOPT_URL, url) != CURLE_OK ||
        curl_easy_setopt(http->curl, CURLOPT_HTTPGET, 1L) != CURLE_OK ||
        curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, NULL) != CURLE_OK)
        return ERR_MEMORY;
    return perform(http, max, out_body, note);
}

enum err voter_http_post(struct voter_http *http, const char *url,
                         const void *body, size_t len, size_t max,
                         struct buf *out_body, struct err_note *note)
{
    if (curl_easy_setopt(http->curl, CURLOPT_URL, url) != CURLE_OK ||
        curl_easy_setopt(http->curl, CURLOPT_POST, 1L) != CURLE_OK ||
        curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, body) != CURLE_OK ||
        curl_easy_setopt(http->curl, CURLOPT_POSTFIELDSIZE, (long)len) !=
            CURLE_OK ||
        curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, http->post_headers) !=
            CURLE_OK)
        return ERR_MEMORY;
    return perform(http, max, out_body, note);
}
