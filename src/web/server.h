/*
 * What chorusd serves: everything a page may need, opened once. Knows waves,
 * published releases, accounts and counts of invites; must never know a
 * trainee, a code, or how to open a ballot.
 */
#ifndef CHORUS_WEB_SERVER_H
#define CHORUS_WEB_SERVER_H

#include "http/daemon.h"
#include "http/guard.h"
#include "render/template.h"
#include "staff/accounts.h"
#include "staff/devices.h"
#include "staff/signon.h"
#include "survey/crosswalk.h"
#include "survey/offers.h"
#include "survey/resources.h"
#include "web/waves.h"

struct web_login;
struct web_fetched;
struct queue;
struct web_made;
struct calendar;

/* A file that pages refer to by a URL with its hash in it. */
struct web_asset {
    const char *name; /* "style.css" */
    char url[96];     /* /static/HASH/style.css */
    char sri[WEB_SRI_SIZE];
    struct http_prepared *prepared;
};

enum web_asset_id { WEB_STYLE, WEB_RECEIPT_SCRIPT, WEB_ASSET_COUNT };

struct web {
    struct site *site;
    struct web_waves *waves;
    struct render_set *pages;
    struct calendar *calendars; /* of the pages' languages, in their order */
    struct accounts_checker *checker;
    struct web_login *login;
    struct web_fetched *fetched;
    struct queue *apart;       /* requests that may have to wait for site.db */
    struct web_made *made;     /* downloads, made once */
    struct http_csrf_key csrf; /* of the login form */
    struct devices_key *devices;
    struct signon *signon; /* NULL: single sign-on is off */
    struct survey_resources *resources;
    struct buf *support;          /* resources.tpl, in the pages' languages */
    struct survey_offers *offers; /* what action plans pick from */
    struct survey_crosswalk *crosswalk; /* what the areas speak to */
    struct web_asset assets[WEB_ASSET_COUNT];
    char *server_dir;
    _Atomic int_least64_t store_failed_sec; /* last told to the log */
    struct http_app app;
};

/* Where a server finds its files. */
struct web_paths {
    const char *data_dir;      /* DIR: only DIR/server is opened */
    const char *templates_dir; /* with style.css */
    const char *client_dir;    /* with receipt.js */
    const char *resources;     /* resources.json */
    const char *offers;        /* offers.json */
    const char *crosswalk;     /* crosswalk.json */
};

/*
 * Opens everything. HOSTS: see struct http_app, kept; none: a proxy may pass on
 * any name. Out: caller ends with web_close. Errors, with what to do in NOTE:
 * whatever a part says.
 */
BASE_MUST_USE enum err web_open(const struct web_paths *paths,
                                const char *const *hosts, size_t host_count,
                                struct web **out_web, struct err_note *note);
/* How much memory the open waves' keys lie in, once every group was asked for:
 * it must be kept out of swap. */
size_t web_locked_bytes(struct web *web);

/* After the HTTP server has stopped. NULL is fine. */
void web_close(struct web *web);

#endif
