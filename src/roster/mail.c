#include "roster/mail.h"

#include <curl/curl.h>
#include <sodium.h>
#include <stdbool.h>

#define CONNECT_SEC 30L
#define MAIL_SEC    180L

/* How far the talk with the server is. */
enum stage {
    STAGE_HELLO, /* connecting, TLS, login */
    STAGE_SENDER,
    STAGE_RECIPIENT,
    STAGE_DATA,
    STAGE_BODY,
    STAGE_END, /* all was handed over; the answer is still to come */
};

struct mail {
    CURL *curl;
    /* Of the mail at hand. */
    enum stage stage;
    unsigned reply;  /* the server's last code in this stage, 0: none yet */
    bool is_leaving; /* what follows is about QUIT, not about the mail */
    const uint8_t *bytes;
    size_t len;
    size_t done;
};

static void enter(struct mail *mail, enum stage stage)
{
    mail->stage = stage;
    mail->reply = 0;
}

static size_t give(char *to, size_t size, size_t count, void *ctx)
{
    struct mail *mail = ctx;
    size_t len = mail->len - mail->done;
    len = len < size * count ? len : size * count;
    if (len > 0)
        memcpy(to, mail->bytes + mail->done, len);
    mail->done += len;
    enter(mail, len == 0 ? STAGE_END : STAGE_BODY);
    return len;
}

static bool begins(const char *text, size_t len, const char *word)
{
    return len >= strlen(word) && strncmp(text, word, strlen(word)) == 0;
}

/* What we say and what the server answers; kept as a stage and a number. */
static int overhear(CURL *curl, curl_infotype type, char *text, size_t len,
                    void *ctx)
{
    struct mail *mail = ctx;
    (void)curl;
    if (type == CURLINFO_HEADER_OUT) {
        /* A goodbye to an old line may come before a new one's hello. */
        mail->is_leaving = begins(text, len, "QUIT");
        if (begins(text, len, "MAIL FROM"))
            enter(mail, STAGE_SENDER);
        else if (begins(text, len, "RCPT TO"))
            enter(mail, STAGE_RECIPIENT);
        else if (begins(text, len, "DATA"))
            enter(mail, STAGE_DATA);
    } else if (type == CURLINFO_HEADER_IN && len >= 3 && !mail->is_leaving) {
        unsigned code = 0;
        for (size_t i = 0; i < 3; i++) {
            if (text[i] < '0' || text[i] > '9')
                return 0;
            code = code * 10 + (unsigned)(text[i] - '0');
        }
        mail->reply = code;
    }
    return 0;
}

static size_t drop(char *text, size_t size, size_t count, void *ctx)
{
    (void)text;
    (void)ctx;
    return size * count;
}

static enum err set_server(CURL *c, const struct mail_settings *s)
{
    char url[320];
    int n = snprintf(url, sizeof url, "%s://%s:%u",
                     s->security == MAIL_TLS ? "smtps" : "smtp", s->host,
                     (unsigned)s->port);
    if (n < 0 || (size_t)n >= sizeof url)
        return ERR_RANGE;
    long tls = s->security == MAIL_PLAIN ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    bool ok =
        curl_easy_setopt(c, CURLOPT_URL, url) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps") == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_USE_SSL, tls) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_SSLVERSION,
                         (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) ==
            CURLE_OK;
    if (ok && s->ca_file[0] != '\0')
        ok = curl_easy_setopt(c, CURLOPT_CAINFO, s->ca_file) == CURLE_OK;
    if (ok && s->user[0] != '\0')
        ok = curl_easy_setopt(c, CURLOPT_USERNAME, s->user) == CURLE_OK &&
             curl_easy_setopt(c, CURLOPT_PASSWORD, s->password) == CURLE_OK;
    return ok ? ERR_OK : ERR_MEMORY;
}

static enum err set_talk(struct mail *mail)
{
    CURL *c = mail->curl;
    bool ok =
        curl_easy_setopt(c, CURLOPT_UPLOAD, 1L) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_READFUNCTION, give) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_READDATA, mail) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, drop) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_VERBOSE, 1L) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, overhear) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_DEBUGDATA, mail) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SEC) == CURLE_OK &&
        curl_easy_setopt(c, CURLOPT_TIMEOUT, MAIL_SEC) == CURLE_OK;
    return ok ? ERR_OK : ERR_MEMORY;
}

enum err mail_open(const struct mail_settings *settings, struct mail **out_mail,
                   struct err_note *note)
{
    if (settings->security == MAIL_PLAIN && settings->user[0] != '\0')
        return err_say(note, ERR_STATE,
                       "a password is never sent in the clear: set "
                       "smtp_security to starttls or tls");
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return ERR_MEMORY;
    struct mail *mail = calloc(1, sizeof *mail);
    if (mail != NULL)
        mail->curl = curl_easy_init();
    enum err e = mail == NULL || mail->curl == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK)
        e = set_server(mail->curl, settings);
    if (e == ERR_OK)
        e = set_talk(mail);
    if (e != ERR_OK) {
        mail_close(mail);
        return err_say(note, e, "the mail server cannot be set: %s",
                       err_name(e));
    }
    *out_mail = mail;
    return ERR_OK;
}

void mail_close(struct mail *mail)
{
    if (mail == NULL)
        return;
    curl_easy_cleanup(mail->curl);
    free(mail);
}

static enum mail_result stop(struct err_note *note, CURLcode rc, unsigned reply)
{
    const char *why = curl_easy_strerror(rc);
    if (rc == CURLE_LOGIN_DENIED)
        why = "it refuses user and password";
    else if (rc == CURLE_USE_SSL_FAILED)
        why = "it offers no STARTTLS, and nothing is sent without";
    else if (rc == CURLE_PEER_FAILED_VERIFICATION)
        why = "its certificate is not one of the authorities trusted here";
    if (reply >= 400)
        (void)err_say(note, ERR_DENIED, "the mail server: %s (it said %u)", why,
                      reply);
    else
        (void)err_say(note, ERR_DENIED, "the mail server: %s", why);
    return MAIL_STOP;
}

static enum mail_result judge(const struct mail *mail, CURLcode rc,
                              struct err_note *note)
{
    if (rc == CURLE_OK)
        return MAIL_TAKEN;
    bool refused = mail->reply >= 500;
    bool put_off = mail->reply >= 400 && !refused;
    switch (mail->stage) {
    case STAGE_HELLO: return stop(note, rc, mail->reply);
    case STAGE_SENDER:
        if (!refused)
            return MAIL_LATER;
        (void)err_say(note, ERR_DENIED,
                      "the mail server takes no mail from this sender (it said "
                      "%u); see mail_from in chorus.conf",
                      mail->reply);
        return MAIL_STOP;
    case STAGE_END:
        return refused ? MAIL_REFUSED : put_off ? MAIL_LATER : MAIL_UNSURE;
    default: return refused ? MAIL_REFUSED : MAIL_LATER;
    }
}

enum mail_result mail_send(struct mail *mail, const char *from, const char *to,
                           const uint8_t *bytes, size_t len,
                           unsigned *out_reply, struct err_note *note)
{
    enter(mail, STAGE_HELLO);
    mail->is_leaving = false;
    mail->bytes = bytes;
    mail->len = len;
    mail->done = 0;
    *out_reply = 0;
    struct curl_slist *list = curl_slist_append(NULL, to);
    if (list == NULL ||
        curl_easy_setopt(mail->curl, CURLOPT_MAIL_FROM, from) != CURLE_OK ||
        curl_easy_setopt(mail->curl, CURLOPT_MAIL_RCPT, list) != CURLE_OK) {
        curl_slist_free_all(list);
        return stop(note, CURLE_OUT_OF_MEMORY, 0);
    }
    CURLcode rc = curl_easy_perform(mail->curl);
    (void)curl_easy_setopt(mail->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(list);
    mail->bytes = NULL;
    enum mail_result result = judge(mail, rc, note);
    if (result != MAIL_TAKEN && mail->reply >= 400)
        *out_reply = mail->reply;
    return result;
}

enum err mail_try(const struct mail_settings *settings, struct err_note *note)
{
    struct mail *mail = NULL;
    enum err e = mail_open(settings, &mail, note);
    if (e != ERR_OK)
        return e;
    enter(mail, STAGE_HELLO);
    /* Without a recipient libcurl asks for HELP once it is let in; what the
     * server makes of that is no matter. */
    CURLcode rc = CURLE_OUT_OF_MEMORY;
    if (curl_easy_setopt(mail->curl, CURLOPT_UPLOAD, 0L) == CURLE_OK &&
        curl_easy_setopt(mail->curl, CURLOPT_CUSTOMREQUEST, "NOOP") == CURLE_OK)
        rc = curl_easy_perform(mail->curl);
    if (rc != CURLE_OK) {
        (void)stop(note, rc, mail->reply);
        e = ERR_DENIED;
    }
    mail_close(mail);
    return e;
}
