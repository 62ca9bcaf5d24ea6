#include "base/memory.h"
#include "pages/class_page.h"
#include "parsed_page.h"
#include "sample_verdict.h"

#include <criterion/criterion.h>
#include <string.h>

/* Somebody with so many points of 20. */
static void add_marked(struct class_tally *tally, const char *name, int64_t points)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create_pass();
    verdict->score.earned_hundredths = points * 100;
    verdict->status = points == 20 ? STATUS_PASS : STATUS_FAIL;
    class_tally_add(tally, name, verdict);
}

static void add_sample(struct class_tally *tally, const char *name, const char *observed)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    verdict->status = STATUS_FAIL;
    memory_set_string(&verdict->exercises[1]->checks[0].observed, observed);
    verdict->exercises[1]->checks[2].status = STATUS_TIMEOUT;
    class_tally_add(tally, name, verdict);
}

Test(class_page, the_spread)
{
    AUTO_CLASS_TALLY struct class_tally tally = {0};
    struct class_spread spread;
    class_spread_make(&spread, &tally);
    cr_assert_eq(spread.count, 0);
    static const int64_t points[] = {12, 0, 13, 20, 12, 13, 14, 12};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        add_marked(&tally, "x", points[i]);
    }
    class_tally_add_problem(&tally, "y", "no verdict");
    class_spread_make(&spread, &tally);
    cr_assert_eq(spread.count, 8);
    cr_assert_eq(spread.least, 0);
    cr_assert_eq(spread.lower_quartile, 600);
    cr_assert_eq(spread.median, 600);
    cr_assert_eq(spread.upper_quartile, 650);
    cr_assert_eq(spread.most, 1000);
    cr_assert_eq(spread.mean, (3 * 600 + 2 * 650 + 700 + 1000) / 8);
    cr_assert_eq(spread.bins[0], 1);
    cr_assert_eq(spread.bins[6], 5);
    cr_assert_eq(spread.bins[7], 1);
    cr_assert_eq(spread.bins[9], 1);
    cr_assert(class_spread_is_outlier(&spread, 0));
    cr_assert(class_spread_is_outlier(&spread, 1000));
    cr_assert_not(class_spread_is_outlier(&spread, 525));
    cr_assert_not(class_spread_is_outlier(&spread, 700));
}

static void fill(struct class_tally *tally)
{
    add_sample(tally, "Ada", "it returned -1");
    add_sample(tally, "Bob", HOSTILE);
    add_marked(tally, "Zoe", 20);
    add_marked(tally, "Cem", 20);
    add_marked(tally, "Eva", 20);
    add_marked(tally, "Fay", 20);
    add_marked(tally, "Gus", 19);
    class_tally_add_remark(tally, "1 day late, less 10 %");
    class_tally_add_remark(tally, HOSTILE);
    class_tally_add_problem(tally, HOSTILE, "the file is empty");
    class_tally_settle(tally);
}

Test(class_page, html)
{
    AUTO_CLASS_TALLY struct class_tally tally = {0};
    fill(&tally);
    AUTO_TEXT struct text out = {0};
    class_html_write(&tally, &out);
    AUTO(parsed_page_finish) struct parsed_page page;
    page_parse(&page, &out);
    cr_assert_str_eq(text_string(&page.headings),
                     "1 The class\n2 Marks\n2 Exercises, the hardest first\n"
                     "2 The most common faults\n3 creates a segment of the size asked for\n"
                     "3 opens what is there\n3 is clean in Valgrind\n2 Time-outs\n"
                     "2 Without a mark\n2 Marks far from the others\n"
                     "2 Late, or decided by somebody\n2 All students\n");
    page_expect(&page, "8 students, 7 of them with a mark.");
    page_expect(&page, "2 students, check create-new of 02 shmget-flags (failed 2)");
    page_expect(&page, "Ada, line 14: it returned -1");
    page_expect(&page, "Bob, line 14: " HOSTILE_SHOWN);
    page_expect(&page, "Ada: 1 check timed out");
    page_expect(&page, HOSTILE_SHOWN ": the file is empty");
    page_expect(&page, "Ada: 1 exercise could not be judged");
    page_expect(&page, "Gus: 1 day late, less 10 %; " HOSTILE_SHOWN);
    page_expect(&page, "How many students passed each exercise. 03 attach-detach, passed 0, "
                       "failed 2, not handed in 0, not judged 0.");
}

Test(class_page, text)
{
    AUTO_CLASS_TALLY struct class_tally tally = {0};
    fill(&tally);
    AUTO_TEXT struct text out = {0};
    class_text_write(&tally, &out);
    cr_assert_not_null(strstr(text_string(&out), "     2  02/create-new  creates a segment"));
    cr_assert_not_null(strstr(text_string(&out), "Ada: 1 check timed out"));
    cr_assert_null(strchr(text_string(&out), '\033'));
}

/* Nobody, and somebody of whom nothing is known: no division by zero, and still a page. */
Test(class_page, an_empty_class)
{
    AUTO_CLASS_TALLY struct class_tally tally = {0};
    for (int i = 0; i < 2; i++) {
        class_tally_settle(&tally);
        AUTO_TEXT struct text out = {0};
        class_html_write(&tally, &out);
        AUTO(parsed_page_finish) struct parsed_page page;
        page_parse(&page, &out);
        class_text_write(&tally, &out);
        class_tally_add_problem(&tally, "x", "nothing was handed in");
    }
}
