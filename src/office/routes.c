/* The addresses of the office's page. */
#include "office/pages.h"

#include "roster/csv.h"

#define IN             OFFICE_NEED_LET_IN
#define FORM_MAX_BYTES 32768
#define WORDS_MAX      255
#define SHARE_MAX      (16u << 10)
#define PARTS_EXTRA    4096 /* of a form around its file */

#define CSRF_FIELD                                                             \
    {                                                                          \
        .name = "csrf", .min_bytes = 1, .max_bytes = 64                        \
    }
#define POST_FORM(path, handler, table)                                        \
    {                                                                          \
        .method = HTTP_POST, .pattern = path, .handle = handler,               \
        .body_type = HTTP_TYPE_FORM, .body_max_bytes = FORM_MAX_BYTES,         \
        .fields = table, .need = IN                                            \
    }

static const struct http_field bare_fields[] = {CSRF_FIELD, {.name = NULL}};
static const struct http_field upload_fields[] = {
    CSRF_FIELD,
    {.name = "file", .max_bytes = CSV_FILE_MAX, .file = true},
    {.name = NULL}};
static const struct http_field digest_fields[] = {
    CSRF_FIELD, {.name = "digest", .max_bytes = 64}, {.name = NULL}};
static const struct http_field sheet_fields[] = {
    CSRF_FIELD,
    {.name = "purpose", .max_bytes = 4000, .lines = true},
    {.name = "voluntary", .max_bytes = 4000, .lines = true},
    {.name = "who_sees", .max_bytes = 4000, .lines = true},
    {.name = "results", .max_bytes = 4000, .lines = true},
    {.name = "responsible", .max_bytes = 1200},
    {.name = "contact", .max_bytes = 1200},
    {.name = "email", .max_bytes = 254},
    {.name = "phone", .max_bytes = 64},
    {.name = "kind", .max_bytes = 32},
    {.name = "number", .max_bytes = 480},
    {.name = NULL}};
static const struct http_field terms_fields[] = {
    CSRF_FIELD,
    {.name = "wave", .max_bytes = WAVE_NAME_MAX + 1},
    {.name = "survey", .max_bytes = 128},
    {.name = "closes", .max_bytes = OFFICE_CLOSES_SIZE - 1},
    {.name = "opens", .max_bytes = 16},
    {.name = "trustees", .max_bytes = 8},
    {.name = "threshold", .max_bytes = 8},
    {.name = "k", .max_bytes = 8},
    {.name = "min_group", .max_bytes = 8},
    {.name = "regroup", .max_bytes = 8},
    {.name = NULL}};
static const struct http_field words_fields[] = {
    CSRF_FIELD, {.name = "words", .max_bytes = WORDS_MAX}, {.name = NULL}};
static const struct http_field publish_fields[] = {
    CSRF_FIELD,
    {.name = "when", .max_bytes = 8},
    {.name = "from", .max_bytes = 16},
    {.name = NULL}};
static const struct http_field invites_fields[] = {
    CSRF_FIELD,
    {.name = "base", .max_bytes = 256},
    {.name = "what", .max_bytes = 8},
    {.name = NULL}};
static const struct http_field person_fields[] = {
    CSRF_FIELD,
    {.name = "person", .min_bytes = 1, .max_bytes = 64},
    {.name = "yes", .max_bytes = 8},
    {.name = NULL}};
static const struct http_field account_fields[] = {
    CSRF_FIELD,
    {.name = "name", .max_bytes = 64},
    {.name = "role", .max_bytes = 16},
    {.name = "programs", .max_bytes = OFFICE_PROGRAMS_MAX},
    {.name = "password", .max_bytes = 256},
    {.name = "again", .max_bytes = 256},
    {.name = NULL}};
static const struct http_field backup_fields[] = {
    CSRF_FIELD, {.name = "with", .max_bytes = 16}, {.name = NULL}};
static const struct http_field hold_fields[] = {
    CSRF_FIELD,
    {.name = "hold", .max_bytes = 8},
    {.name = "reason", .max_bytes = 500},
    {.name = NULL}};
static const struct http_field purge_fields[] = {
    CSRF_FIELD,
    {.name = "name", .max_bytes = WAVE_NAME_MAX + 1},
    {.name = NULL}};
static const struct http_field fix_fields[] = {
    CSRF_FIELD,
    {.name = "person", .min_bytes = 1, .max_bytes = 64},
    {.name = "email", .max_bytes = 254},
    {.name = NULL}};
static const struct http_field paper_fields[] = {
    CSRF_FIELD,
    {.name = "what", .max_bytes = 16},
    {.name = "language", .max_bytes = 35},
    {.name = NULL}};
static const struct http_field mail_fields[] = {
    CSRF_FIELD,
    {.name = "kind", .max_bytes = 16},
    {.name = "yes", .max_bytes = 8},
    {.name = NULL}};
static const struct http_field key_fields[] = {
    CSRF_FIELD,
    {.name = "share1", .max_bytes = SHARE_MAX, .file = true},
    {.name = "words1", .max_bytes = WORDS_MAX},
    {.name = "share2", .max_bytes = SHARE_MAX, .file = true},
    {.name = "words2", .max_bytes = WORDS_MAX},
    {.name = "share3", .max_bytes = SHARE_MAX, .file = true},
    {.name = "words3", .max_bytes = WORDS_MAX},
    {.name = "share4", .max_bytes = SHARE_MAX, .file = true},
    {.name = "words4", .max_bytes = WORDS_MAX},
    {.name = "share5", .max_bytes = SHARE_MAX, .file = true},
    {.name = "words5", .max_bytes = WORDS_MAX},
    {.name = "early", .max_bytes = 8},
    {.name = NULL}};

#define POST_PARTS(path, handler, table, max)                                  \
    {                                                                          \
        .method = HTTP_POST, .pattern = path, .handle = handler,               \
        .body_type = HTTP_TYPE_PARTS, .body_max_bytes = max, .fields = table,  \
        .need = IN                                                             \
    }
#define KEYS_MAX (OFFICE_TRUSTEES_MAX * SHARE_MAX + PARTS_EXTRA)

const struct http_route office_routes[] = {
    {.pattern = "/enter/{}", .handle = office_enter},
    {.pattern = "/style.css", .handle = office_style},
    POST_FORM("/leave", office_leave, bare_fields),

    {.pattern = "/", .handle = office_home, .need = IN},
    {.pattern = "/roster", .handle = office_roster, .need = IN},
    POST_PARTS("/roster/preview", office_roster_preview, upload_fields,
               CSV_FILE_MAX + PARTS_EXTRA),
    POST_FORM("/roster/replace", office_roster_replace, digest_fields),
    {.pattern = "/plan", .handle = office_plan, .need = IN},
    {.pattern = "/sheet", .handle = office_sheet, .need = IN},
    POST_FORM("/sheet", office_sheet_save, sheet_fields),

    {.pattern = "/accounts", .handle = office_accounts, .need = IN},
    POST_FORM("/accounts/add", office_accounts_add, account_fields),
    POST_FORM("/accounts/reset", office_accounts_reset, account_fields),
    POST_FORM("/accounts/remove", office_accounts_remove, account_fields),
    {.pattern = "/upkeep", .handle = office_upkeep, .need = IN},
    POST_FORM("/upkeep/backup", office_upkeep_backup, backup_fields),

    {.pattern = "/open", .handle = office_open, .need = IN},
    POST_FORM("/open", office_open_terms, terms_fields),
    {.pattern = "/open/plan", .handle = office_open_plan, .need = IN},
    POST_FORM("/open/accept", office_open_accept, digest_fields),
    {.pattern = "/open/words", .handle = office_words, .need = IN},
    POST_FORM("/open/words/draw", office_words_draw, bare_fields),
    {.pattern = "/open/words/type", .handle = office_words_type, .need = IN},
    POST_FORM("/open/words/type", office_words_typed, words_fields),
    {.pattern = "/work", .handle = office_work, .need = IN},

    {.pattern = "/wave/{}", .handle = office_wave, .need = IN},
    POST_FORM("/wave/{}/publish", office_wave_publish, publish_fields),
    POST_FORM("/wave/{}/invites", office_wave_invites, invites_fields),
    {.pattern = "/wave/{}/share/{}", .handle = office_wave_share, .need = IN},
    {.pattern = "/wave/{}/people", .handle = office_people, .need = IN},
    POST_FORM("/wave/{}/replace", office_people_replace, person_fields),
    POST_FORM("/wave/{}/withdraw", office_people_withdraw, person_fields),
    POST_FORM("/wave/{}/fix", office_people_fix, fix_fields),
    POST_FORM("/wave/{}/paper", office_people_paper, paper_fields),
    POST_FORM("/wave/{}/mail", office_mail, mail_fields),
    {.pattern = "/wave/{}/unlock", .handle = office_unlock, .need = IN},
    POST_PARTS("/wave/{}/unlock", office_unlock_test, key_fields, KEYS_MAX),
    {.pattern = "/wave/{}/close", .handle = office_close, .need = IN},
    POST_PARTS("/wave/{}/close", office_close_do, key_fields, KEYS_MAX),
    {.pattern = "/wave/{}/end", .handle = office_end, .need = IN},
    POST_FORM("/wave/{}/hold", office_end_hold, hold_fields),
    POST_FORM("/wave/{}/purge", office_end_purge, purge_fields),
};
const size_t office_route_count =
    sizeof office_routes / sizeof office_routes[0];

const struct render_form *const office_forms[] = {
    &office_failed_form, &office_entered_form, &office_left_form,
    &office_home_form,   &office_roster_form,  &office_preview_form,
    &office_plan_form,   &office_sheet_form,   &office_open_form,
    &office_accept_form, &office_words_form,   &office_work_form,
    &office_wave_form,   &office_key_form,     &office_people_form,
    &office_mail_form,   &office_sure_form,    &office_accounts_form,
    &office_upkeep_form, &office_end_form,
};
const size_t office_form_count = sizeof office_forms / sizeof office_forms[0];
