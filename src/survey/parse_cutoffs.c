/* "range", "cutoff" and "bands" of a scale: values in its own units. */
#include "survey/parse.h"

/* The range is what the items can reach: a key of another is a key forgotten.
 */
void survey_parse_range(struct survey_reader *r, struct survey_place in,
                        struct survey_scale *scale,
                        const struct survey_measure *m)
{
    struct survey_place list;
    struct survey_place at;
    struct survey_decimal ends[2] = {{0, ""}, {0, ""}};
    const int64_t times =
        scale->aggregate == SURVEY_SUM ? (int64_t)scale->item_count : 1;
    scale->low = survey_decimal_of(times * m->lowest);
    scale->high = survey_decimal_of(times * (m->lowest + m->step * m->steps));
    if (!survey_member_needed(r, in, "range", &list) ||
        !survey_read_array(r, list, "range", 2, 2))
        return;
    size_t i = 0;
    for (bool more = survey_place_first(r, list, &at); more;
         more = survey_place_next(r, list, &at, &i))
        if (!survey_read_decimal(r, at, &ends[i]))
            return;
    if (ends[0].thousandths != scale->low.thousandths ||
        ends[1].thousandths != scale->high.thousandths)
        survey_report(r, list, "the items reach %s to %s", scale->low.text,
                      scale->high.text);
}

/* Numbers in rising order inside the range; returns how many. */
static size_t parse_rising(struct survey_reader *r, struct survey_place list,
                           const struct survey_scale *scale, bool low_too,
                           struct survey_decimal *out,
                           struct survey_place *out_places)
{
    struct survey_place at;
    size_t index = 0;
    size_t count = 0;
    if (!survey_read_array(r, list, "the list", 0, SURVEY_CUTOFFS_MAX))
        return 0;
    for (bool more = survey_place_first(r, list, &at); more;
         more = survey_place_next(r, list, &at, &index)) {
        struct survey_decimal d;
        if (!survey_read_decimal(r, at, &d))
            continue;
        if (d.thousandths > scale->high.thousandths ||
            d.thousandths < scale->low.thousandths + (low_too ? 0 : 1))
            survey_report(r, at, "%s splits nothing: the range is %s to %s",
                          d.text, scale->low.text, scale->high.text);
        else if (count > 0 && d.thousandths <= out[count - 1].thousandths)
            survey_report(r, at, "must be above the one before it");
        else {
            out_places[count] = at;
            out[count++] = d;
        }
    }
    return count;
}

/* The smallest step whose value is at or above the cutoff. */
static int32_t first_step(const struct survey_scale *scale, int64_t cutoff)
{
    const int64_t span = scale->high.thousandths - scale->low.thousandths;
    const int64_t above = cutoff - scale->low.thousandths;
    return (int32_t)((above * scale->grid + span - 1) / span);
}

void survey_parse_cutoffs(struct survey_reader *r, struct survey_place in,
                          struct survey_scale *scale)
{
    struct survey_place list;
    struct survey_decimal d[SURVEY_CUTOFFS_MAX];
    struct survey_place at[SURVEY_CUTOFFS_MAX];
    if (survey_member(r, in, "bands", &list))
        scale->band_count =
            parse_rising(r, list, scale, true, scale->bands, at);
    if (!survey_member(r, in, "cutoff", &list))
        return;
    const size_t count = parse_rising(r, list, scale, false, d, at);
    for (size_t i = 0; i < count; i++) {
        struct survey_cutoff *c = &scale->cutoffs[scale->cutoff_count++];
        c->value = d[i];
        c->first_at_or_above = first_step(scale, d[i].thousandths);
        c->largest_below = c->first_at_or_above - 1;
        if (i > 0 && c->first_at_or_above == c[-1].first_at_or_above)
            survey_report(r, at[i], "no score lies between %s and %s",
                          c[-1].value.text, c->value.text);
    }
}
