#include "base/clock.h"
#include "http/request_impl.h"

const char *http_request_var(const struct http_request *r, size_t i)
{
    err_assert(i < HTTP_VARS_MAX);
    return r->vars.v[i];
}

const uint8_t *http_request_body(const struct http_request *r, size_t *out_len)
{
    *out_len = r->body.len;
    return (const uint8_t *)buf_text(&r->body);
}

const char *http_request_field(const struct http_request *r, const char *name)
{
    err_assert(r->form_read);
    return http_form_value(&r->form, name);
}

const uint8_t *http_request_file(const struct http_request *r, const char *name,
                                 size_t *out_len)
{
    err_assert(r->form_read);
    return http_form_file(&r->form, name, out_len);
}

const char *http_request_query(const struct http_request *r, const char *name)
{
    return MHD_lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND,
                                       name);
}

const char *http_request_languages(const struct http_request *r)
{
    return MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND,
                                       MHD_HTTP_HEADER_ACCEPT_LANGUAGE);
}

const char *http_request_cookie(const struct http_request *r, const char *name)
{
    return MHD_lookup_connection_value(r->connection, MHD_COOKIE_KIND, name);
}

bool http_request_is_tls(const struct http_request *r)
{
    const char *proto = MHD_lookup_connection_value(
        r->connection, MHD_HEADER_KIND, "X-Forwarded-Proto");
    return proto != NULL && strcmp(proto, "https") == 0;
}

unsigned http_request_rate_wait_sec(const struct http_request *r,
                                    enum http_rate kind)
{
    return http_rates_wait_sec(r->daemon->rates, r->who, kind,
                               clock_steady_msec());
}

unsigned http_request_rate_take(const struct http_request *r,
                                enum http_rate kind)
{
    return http_rates_take(r->daemon->rates, r->who, kind, clock_steady_msec());
}

static struct http_rate_who who_about(const struct http_request *r,
                                      const struct http_rate_about *about)
{
    const struct http_rate_who nobody = {{0}};
    return http_rates_about(r->daemon->rates,
                            about->from_anywhere ? nobody : r->who, about->text,
                            clock_steady_msec());
}

unsigned http_request_rate_wait_sec_about(const struct http_request *r,
                                          enum http_rate kind,
                                          const struct http_rate_about *about)
{
    return http_rates_wait_sec(r->daemon->rates, who_about(r, about), kind,
                               clock_steady_msec());
}

unsigned http_request_rate_take_about(const struct http_request *r,
                                      enum http_rate kind,
                                      const struct http_rate_about *about)
{
    return http_rates_take(r->daemon->rates, who_about(r, about), kind,
                           clock_steady_msec());
}

const struct http_route *http_request_route(const struct http_request *r)
{
    return r->route;
}

void http_request_add_cookie(struct http_request *r, const char *value)
{
    err_assert(r->cookie == NULL);
    r->cookie = strdup(value);
}

void *http_request_context(const struct http_request *r)
{
    return r->daemon->app->context;
}

void http_request_attach(struct http_request *r, void *data,
                         void (*free_data)(void *data))
{
    err_assert(r->attached == NULL);
    r->attached = data;
    r->attached_free = free_data;
}

void *http_request_attached(const struct http_request *r)
{
    return r->attached;
}

void http_request_suspend(struct http_request *r)
{
    err_assert(!r->suspended);
    r->suspended = true;
    MHD_suspend_connection(r->connection);
}

void http_request_resume(struct http_request *r)
{
    MHD_resume_connection(r->connection);
}
