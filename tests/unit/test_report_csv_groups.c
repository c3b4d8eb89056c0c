/* Free groupings as a table: RFC 4180, every figure as it was made. */
#include "known.h"

#include "base/file.h"
#include "report/csv_groups.h"

static void a_row_for_each_group_and_scale_and_area(void **state)
{
    (void)state;
    struct buf bytes = BUF_INIT;
    struct buf csv = BUF_INIT;
    struct published_release *r = NULL;
    struct grouping_list list;
    assert_int_equal(
        file_read("tests/data/release/groups-1.json", 1u << 20, &bytes, NULL),
        ERR_OK);
    assert_int_equal(published_parse(bytes.data, bytes.len, &r, NULL), ERR_OK);
    assert_int_equal(grouping_by_key(&(struct grouping_wave){r, NULL}, 1,
                                     GROUPING_SIZE, &list),
                     ERR_OK);
    size_t scales[] = {0, 1};
    struct report_area area = {"both", PUBLISHED_NONE, scales, 2};
    const struct report_areas areas = {&area, 1};
    assert_int_equal(
        report_csv_groups("size", list.groupings, list.count, &areas, &csv),
        ERR_OK);
    /* Days: (38*62 + 30*0)/68 = 34.65 less 4, (38*62 + 30*20)/68 = 43.47 and 4
     * more, 1.96*25*sqrt(52/(68*119)) being 3.93; outwards to tenths. */
#define TAIL ",2025-fall,2025-12-15,s,1.0\r\n"
    assert_string_equal(
        buf_text(&csv),
        "by,group,units,roster,n,scale,area,valid,mean,low,high,above,above_n,"
        "shown,precision,missing,version,cutoff,wave,closed,survey,survey_"
        "version\r\n"
        "size,1 to 19 people,3,26,5,cbi,,5,<=30,,,,,yes,low,F,2005,50" TAIL
        "size,1 to 19 people,3,26,5,days,,,,,,,,\"not shown, to protect people "
        "in small groups\",,F,1," TAIL
        "size,1 to 19 people,3,26,5,,both,,,,,,,\"not shown, to protect people "
        "in small groups\",,F,," TAIL
        "size,20 to 49 people,1,20,12,cbi,,12,60,53.0,67.0,,,yes,low,,2005,"
        "50" TAIL
        "size,20 to 49 people,1,20,12,days,,12,>=80,,,,,yes,low,,1," TAIL
        /* (60 + 80)/2; an interval that is not known makes none */
        "size,20 to 49 people,1,20,12,,both,,>=70,,,,,yes,low,,," TAIL
        "size,50 people and more,2,120,70,cbi,,70,48,45.0,51.0,<=30,70,yes,,,"
        "2005,50" TAIL "size,50 people and "
        "more,2,120,70,days,,68,<=43,30.6,47.5,,,yes,,,1," TAIL
        /* (48 + 43)/2 half up; (45.0 + 30.6)/2, (51.0 + 47.5)/2 outwards */
        "size,50 people and "
        "more,2,120,70,,both,,<=46,37.8,49.3,,,yes,,,," TAIL);
    grouping_list_free(&list);
    published_free(r);
    buf_free(&bytes);
    buf_free(&csv);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_for_each_group_and_scale_and_area),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
