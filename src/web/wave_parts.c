#include "web/wave_parts.h"

#include "base/encode.h"

static const struct {
    const char *name;
    const char *path; /* under /results/WAVE/ */
} parts[] = {
    [WEB_PART_OVERVIEW] = {"Overview", ""},
    [WEB_PART_COMPARE] = {"Units against the rest", "compare"},
    [WEB_PART_TREND] = {"Over waves", "trend"},
    [WEB_PART_RESPONSE] = {"Who answered", "response"},
    [WEB_PART_GROUPS] = {"Groups of units", "groups"},
    [WEB_PART_SETS] = {"Units of your choice", "sets"},
};

void web_put_parts(struct render_dict *page, const struct web_view *view,
                   enum web_part here)
{
    render_put_text(page, "WAVE", view->release->wave);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const char *section = i == here                ? "PART_HERE"
                              : i == WEB_PART_OVERVIEW ? "PART_OVERVIEW"
                                                       : "PART_OTHER";
        struct render_dict *part =
            render_add(render_add(page, "PART"), section);
        render_put_text(part, "PART_NAME", parts[i].name);
        render_put_text(part, "PART_PATH", parts[i].path);
    }
}

void web_put_trustees(struct render_dict *page, const struct web_view *view)
{
    const struct published_release *r = view->release;
    const struct wave_trustees *all = &view->wave->manifest->trustees;
    if (r->trustee_count == 0)
        return;
    struct render_dict *list = render_add(page, "TRUSTEES");
    render_put_int(list, "TRUSTEES_ALL", (int64_t)all->count);
    render_put_int(list, "TRUSTEES_NEEDED", (int64_t)all->threshold);
    render_put_int(list, "TRUSTEES_SIGNED", (int64_t)r->trustee_count);
    for (size_t i = 0; i < r->trustee_count; i++) {
        char sig[ENCODE_B64U_SIZE(WAVE_SIG_BYTES)];
        struct render_dict *one = render_add(list, "TRUSTEE");
        encode_b64u(r->trustees[i].sig, WAVE_SIG_BYTES, sig);
        render_put_int(one, "TRUSTEE_NUMBER", r->trustees[i].number);
        render_put_text(one, "TRUSTEE_SIG", sig);
    }
}

void web_put_source(struct render_dict *page, const struct web_view *view)
{
    const struct published_release *r = view->release;
    render_put_text(page, "SURVEY", r->survey_id);
    render_put_text(page, "SURVEY_VERSION", r->survey_version);
    render_put_int(page, "RULE_K", r->k);
    render_put_text(page, "RELEASE_SHA", r->sha256);
    web_put_trustees(page, view);
}
