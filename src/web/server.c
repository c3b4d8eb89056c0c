#include "web/server.h"

#include "base/file.h"
#include "report/svg.h"
#include "web/assets.h"
#include "web/fetched.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/login.h"
#include "web/page.h"

#include <sodium.h>

#define RESOURCES_MAX_BYTES (256u << 10)

static const struct render_form *const forms[] = {
    &page_error_form,     &page_home_form,    &page_privacy_form,
    &page_support_form,   &page_survey_form,  &page_survey_closed_form,
    &page_receipt_form,   &page_public_form,  &page_information_form,
    &page_login_form,     &page_results_form, &page_results_wave_form,
    &page_groups_form,    &page_units_form,   &page_unit_form,
    &page_unit_wave_form, &page_office_form,
};

static enum err load_pages(struct web *web, const struct web_paths *paths,
                           struct err_note *note)
{
    enum err e = render_set_load(paths->templates_dir, &web->pages, note);
    if (e == ERR_OK)
        e = render_set_declare(web->pages, forms,
                               sizeof forms / sizeof forms[0], note);
    if (e == ERR_OK)
        e = render_set_declare(web->pages, svg_forms, svg_form_count, note);
    if (e == ERR_OK)
        e = web_assets_load(web, paths, note);
    return e;
}

static enum err load_resources(struct web *web, const char *path,
                               struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? err_say(note, ERR_MEMORY, "no memory")
                     : file_read(path, RESOURCES_MAX_BYTES, &bytes, note);
    if (e == ERR_OK) {
        e = survey_resources_parse(bytes.data, bytes.len, &web->resources,
                                   problems);
        if (e == ERR_FORMAT)
            e = err_say(note, e, "%s:%zu:%zu: %s", path, problems->list[0].line,
                        problems->list[0].column, problems->list[0].text);
        else if (e != ERR_OK)
            e = err_say(note, e, "%s: no memory", path);
    }
    buf_free(&bytes);
    free(problems);
    return e;
}

static enum err open_site(struct web *web, const char *data_dir,
                          struct err_note *note)
{
    struct file_path dir;
    struct file_path path;
    enum err e = file_join(data_dir, "server", &dir);
    if (e == ERR_OK)
        e = file_join(dir.s, "site.db", &path);
    if (e != ERR_OK)
        return err_say(note, e, "%s: the path is too long", data_dir);
    web->server_dir = strdup(dir.s);
    if (web->server_dir == NULL)
        return err_say(note, ERR_MEMORY, "no memory");
    return site_open(path.s, SITE_SERVER, &web->site, note);
}

static enum err open_staff(struct web *web, struct err_note *note)
{
    randombytes_buf(web->csrf.b, sizeof web->csrf.b);
    enum err e = accounts_checker_new(web->site, &web->checker);
    if (e == ERR_OK)
        e = web_login_open(web->checker, &web->login);
    if (e == ERR_OK)
        e = web_fetched_new(web->server_dir, &web->fetched);
    if (e != ERR_OK)
        return err_say(note, e, "the login cannot start: %s", err_name(e));
    return ERR_OK;
}

enum err web_open(const struct web_paths *paths, const char *const *hosts,
                  size_t host_count, struct web **out_web,
                  struct err_note *note)
{
    struct web *web = calloc(1, sizeof *web);
    if (web == NULL)
        return err_say(note, ERR_MEMORY, "no memory");
    enum err e = load_pages(web, paths, note);
    if (e == ERR_OK)
        e = load_resources(web, paths->resources, note);
    if (e == ERR_OK)
        e = open_site(web, paths->data_dir, note);
    if (e == ERR_OK)
        e = open_staff(web, note);
    if (e == ERR_OK)
        e = web_waves_open(web->site, web->server_dir, &web->waves, note);
    if (e != ERR_OK) {
        web_close(web);
        return e;
    }
    web->app = (struct http_app){.routes = web_routes,
                                 .route_count = web_route_count,
                                 .context = web,
                                 .authorize = web_authorize,
                                 .error_page = web_error_page,
                                 .json_prefix = "/v1/",
                                 .hosts = hosts,
                                 .host_count = host_count,
                                 /* A page that rebinds a name to us gets what
                                  * everybody gets: staff's cookies are bound
                                  * to the name that they logged in under. */
                                 .any_host = host_count == 0};
    *out_web = web;
    return ERR_OK;
}

void web_close(struct web *web)
{
    if (web == NULL)
        return;
    web_login_close(web->login);
    web_waves_close(web->waves);
    web_fetched_free(web->fetched);
    accounts_checker_free(web->checker);
    site_close(web->site);
    survey_resources_free(web->resources);
    web_assets_free(web);
    render_set_free(web->pages);
    sodium_memzero(&web->csrf, sizeof web->csrf);
    free(web->server_dir);
    free(web);
}
