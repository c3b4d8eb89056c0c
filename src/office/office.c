#include "office/inside.h"

#include "base/share.h"
#include "store/site.h"

#include <sodium.h>

#define STYLE_MAX (256u << 10)
#define DRAIN_SEC 5

static enum err load_pages(struct office *o, struct err_note *note)
{
    struct file_path dir;
    struct file_path style;
    enum err e = share_find("templates", &dir, note);
    if (e == ERR_OK)
        e = render_set_load(dir.s, &o->pages, note);
    if (e == ERR_OK)
        e = render_set_declare(o->pages, office_forms, office_form_count, note);
    if (e == ERR_OK)
        e = file_join(dir.s, "style.css", &style);
    return e == ERR_OK ? file_read(style.s, STYLE_MAX, &o->style, note) : e;
}

static enum err look_at_folder(struct office *o, struct err_note *note)
{
    struct conduct_folder folder;
    struct site *site = NULL;
    enum err e = conduct_folder_open(o->dir, &folder, note);
    if (e == ERR_OK)
        e = conduct_folder_site(&folder, &site, note);
    if (e != ERR_OK)
        return e;
    (void)snprintf(o->institution, sizeof o->institution, "%s",
                   site_institution(site));
    site_close(site);
    return ERR_OK;
}

static enum err make_secrets(struct office *o, struct err_note *note)
{
    uint8_t bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    encode_hex(bytes, 16, o->key);
    randombytes_buf(bytes, sizeof bytes);
    encode_b64u(bytes, sizeof bytes, o->cookie);
    randombytes_buf(o->csrf.b, sizeof o->csrf.b);
    sodium_memzero(bytes, sizeof bytes);
    o->draft = office_draft_new();
    if (o->draft == NULL || office_job_new(&o->job) != ERR_OK)
        return err_say(note, ERR_MEMORY, "no memory");
    return ERR_OK;
}

static void say_url(const struct office *o, const struct http_listen *listen,
                    char out_url[static OFFICE_URL_SIZE])
{
    if (listen->is_unix)
        (void)snprintf(out_url, OFFICE_URL_SIZE, "unix:%s /enter/%s",
                       listen->path, o->key);
    else
        (void)snprintf(out_url, OFFICE_URL_SIZE, "http://%s:%u/enter/%s",
                       listen->is_ipv6 ? "[::1]" : "127.0.0.1",
                       (unsigned)http_daemon_port(o->daemon), o->key);
}

enum err office_start(const char *dir, const struct http_listen *listen,
                      struct office **out_office,
                      char out_url[static OFFICE_URL_SIZE],
                      struct err_note *note)
{
    struct office *o = calloc(1, sizeof *o);
    if (o == NULL)
        return err_say(note, ERR_MEMORY, "no memory");
    o->dir = dir;
    o->style = BUF_INIT;
    o->app = (struct http_app){.routes = office_routes,
                               .route_count = office_route_count,
                               .context = o,
                               .authorize = office_authorize,
                               .error_page = office_error_page};
    enum err e = look_at_folder(o, note);
    if (e == ERR_OK)
        e = load_pages(o, note);
    if (e == ERR_OK)
        e = make_secrets(o, note);
    if (e == ERR_OK)
        e = http_daemon_start(&o->app, listen,
                              &(struct http_limits){.threads = 1}, &o->daemon,
                              note);
    if (e != ERR_OK) {
        office_stop(o);
        return e;
    }
    say_url(o, listen, out_url);
    *out_office = o;
    return ERR_OK;
}

void office_stop(struct office *office)
{
    if (office == NULL)
        return;
    if (office->daemon != NULL) {
        http_daemon_drain(office->daemon, DRAIN_SEC);
        http_daemon_stop(office->daemon);
    }
    office_job_free(office->job);
    office_draft_free(office->draft);
    roster_free(office->upload);
    render_set_free(office->pages);
    buf_free(&office->style);
    sodium_memzero(office, sizeof *office);
    free(office);
}
