#include "web/server.h"

#include "base/file.h"
#include "collect/contexts.h"
#include "collect/queue.h"
#include "report/pdf.h"
#include "report/slide.h"
#include "report/svg.h"
#include "web/assets.h"
#include "web/fetched.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/login.h"
#include "web/made.h"
#include "web/page.h"

#include <sodium.h>

#define LIST_MAX_BYTES (256u << 10) /* resources.json, offers.json */
#define APART_MAX      256

static const struct render_form *const forms[] = {
    &page_top_form,
    &page_end_form,
    &page_resources_form,
    &page_error_form,
    &page_home_form,
    &page_privacy_form,
    &page_support_form,
    &page_survey_form,
    &page_survey_closed_form,
    &page_receipt_form,
    &page_public_form,
    &page_login_form,
    &page_results_form,
    &page_results_mandate_form,
    &page_groups_form,
    &page_units_form,
    &page_unit_form,
    &page_unit_wave_form,
    &page_office_form,
    &page_compare_form,
    &page_trend_form,
    &page_response_form,
    &page_sets_form,
    &page_plans_form,
    &page_unit_plans_form,
    &page_plan_form,
    &page_checklists_form,
    &page_checklist_form,
    &page_initiatives_form,
    &page_initiative_form,
    &page_initiative_edit_form,
    &page_information_form,
    &page_results_release_form,
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
        e = render_set_declare(web->pages, slide_forms, slide_form_count, note);
    if (e == ERR_OK)
        e = web_calendars_load(web, paths->templates_dir, &web->calendars,
                               note);
    if (e == ERR_OK)
        e = web_assets_load(web, paths, note);
    return e;
}

/* Fonts are looked for now: a server that closes itself in finds none later. */
static enum err load_fonts(struct web *web, struct err_note *note)
{
    enum err e = web_made_new(&web->made);
    if (e == ERR_OK)
        e = pdf_start();
    return e == ERR_NOT_FOUND
               ? err_say(note, e,
                         "no font for downloads; install fonts-dejavu-core")
               : e;
}

/* What is wrong first in a file of ours, where an editor can jump to it. */
static enum err say_problem(const char *path, enum err e,
                            const struct survey_problems *problems,
                            struct err_note *note)
{
    if (e == ERR_FORMAT)
        return err_say(note, e, "%s:%zu:%zu: %s", path, problems->list[0].line,
                       problems->list[0].column, problems->list[0].text);
    return e == ERR_OK ? e : err_say(note, e, "%s: no memory", path);
}

static enum err load_lists(struct web *web, const struct web_paths *paths,
                           struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL ? err_say(note, ERR_MEMORY, "no memory")
                                  : file_read(paths->resources, LIST_MAX_BYTES,
                                              &bytes, note);
    if (e == ERR_OK)
        e = say_problem(paths->resources,
                        survey_resources_parse(bytes.data, bytes.len,
                                               &web->resources, problems),
                        problems, note);
    buf_free(&bytes);
    if (e == ERR_OK && (e = web_support_make(web, &web->support)) != ERR_OK)
        e = err_say(note, e, "resources.tpl: %s", err_name(e));
    if (e == ERR_OK)
        e = file_read(paths->offers, LIST_MAX_BYTES, &bytes, note);
    if (e == ERR_OK)
        e = say_problem(
            paths->offers,
            survey_offers_parse(bytes.data, bytes.len, &web->offers, problems),
            problems, note);
    buf_free(&bytes);
    if (e == ERR_OK)
        e = file_read(paths->crosswalk, LIST_MAX_BYTES, &bytes, note);
    if (e == ERR_OK)
        e = say_problem(paths->crosswalk,
                        survey_crosswalk_parse(bytes.data, bytes.len,
                                               &web->crosswalk, problems),
                        problems, note);
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
    struct file_path path;
    enum err e = file_join(web->server_dir, "signon.conf", &path);
    if (e == ERR_OK)
        e = signon_load(path.s, &web->signon, note);
    if (e != ERR_OK)
        return e;
    randombytes_buf(web->csrf.b, sizeof web->csrf.b);
    web->devices = sodium_malloc(sizeof *web->devices);
    e = web->devices == NULL ? ERR_MEMORY
                             : site_device_key(web->site, web->devices->b);
    if (e == ERR_OK)
        e = accounts_checker_new(web->site, &web->checker);
    if (e == ERR_OK)
        e = web_login_open(web->checker, &web->login);
    if (e == ERR_OK)
        e = web_fetched_new(web->server_dir, &web->fetched);
    if (e != ERR_OK)
        return err_say(note, e, "the login cannot start: %s", err_name(e));
    return ERR_OK;
}

/*
 * Staff's pages read site.db, which another program may hold locked for
 * seconds: on a thread of their own they keep no trainee waiting.
 */
static void handle_apart(void *ctx, void *const *requests, size_t n)
{
    (void)ctx;
    for (size_t i = 0; i < n; i++) {
        http_request_handle(requests[i]);
        http_request_resume(requests[i]);
    }
}

static enum err hand_over(void *context, struct http_request *r)
{
    struct web *web = context;
    return queue_put(web->apart, r);
}

static enum err open_apart(struct web *web, struct err_note *note)
{
    const struct queue_writer staff = {handle_apart, NULL};
    enum err e = queue_open(&staff, APART_MAX, 1, &web->apart);
    return e == ERR_OK ? e : err_say(note, e, "no memory");
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
        e = load_fonts(web, note);
    if (e == ERR_OK)
        e = load_lists(web, paths, note);
    if (e == ERR_OK)
        e = open_site(web, paths->data_dir, note);
    if (e == ERR_OK)
        e = open_staff(web, note);
    if (e == ERR_OK)
        e = open_apart(web, note);
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
                                 .hand_over = hand_over,
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

size_t web_locked_bytes(struct web *web)
{
    struct web_wave **list = NULL;
    size_t n = 0;
    size_t sum = 0;
    if (web_waves_list(web->waves, &list, &n) != ERR_OK)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (list[i]->phase == WEB_WAVE_COLLECTING) /* two doors, the board */
            sum += 2 * contexts_locked_bytes(list[i]->manifest->group_count) +
                   contexts_locked_bytes(0);
    }
    web_waves_list_free(list, n);
    return sum;
}

void web_close(struct web *web)
{
    if (web == NULL)
        return;
    queue_close(web->apart);
    web_login_close(web->login);
    web_waves_close(web->waves);
    web_fetched_free(web->fetched);
    web_made_free(web->made);
    accounts_checker_free(web->checker);
    sodium_free(web->devices);
    signon_free(web->signon);
    site_close(web->site);
    web_support_free(web, web->support);
    survey_resources_free(web->resources);
    survey_offers_free(web->offers);
    survey_crosswalk_free(web->crosswalk);
    web_assets_free(web);
    free(web->calendars);
    render_set_free(web->pages);
    sodium_memzero(&web->csrf, sizeof web->csrf);
    free(web->server_dir);
    free(web);
}
