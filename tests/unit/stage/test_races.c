/* What the checker prints is read as the word of a stranger. */
#include "base/text.h"
#include "stage/races.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct races_report read_text(const char *text)
{
    struct races_report report = {.state = RACES_BROKEN};
    races_read(&report, "ready_flag.c", text);
    return report;
}

#define FOUND                                                                                      \
    "state\tfound\nscenario\tTwo "                                                                 \
    "met.\nkind\trace\nwords\tturn\nrole\t1\twriter\nrole\t2\treader\n"

Test(races, reads_a_clean_report)
{
    struct races_report report = read_text("state\tclean\nnumbers\t120\t3000\t2\nend\n");
    cr_assert_eq(report.state, RACES_CLEAN);
    cr_assert_eq(report.executions, 120);
    races_report_finish(&report);
}

Test(races, reads_a_finding_with_its_lines)
{
    struct races_report report = read_text(
        FOUND "event\t1\t1\t12a\t-1\twrites turn = 1\nevent\t2\t2\t1b0\t1\treads turn == 1\n"
              "place\t12a\nplace\t1b0\nend\nlines\n"
              "0x000000000000012a\nturn_pass\n/compile/ready_flag.c:59\n"
              "0x00000000000001b0\nturn_wait\n/compile/ready_flag.c:46\n");
    cr_assert_eq(report.state, RACES_FOUND);
    cr_assert_eq(report.kind, RACES_RACE);
    cr_assert_eq(report.role_count, 2);
    cr_assert_eq(report.event_count, 2);
    cr_assert_str_eq(report.events[1].words, "reads turn == 1");
    cr_assert_eq(report.events[1].mark, 2);
    cr_assert_eq(lines_find(&report.lines, 0x12a)->line, 59);
    cr_assert_eq(lines_find(&report.lines, 0x1b0)->line, 46);
    races_report_finish(&report);
}

Test(races, takes_no_word_without_its_end)
{
    static const char *const texts[] = {
        "",           "state\tclean\n",           "state\tfound\nend\n",
        "end",        "state\tclean\nen",         "state\twonderful\nend\n",
        "\n\n\t\t\n", "event\t9\t9\tzz\tx\nend\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct races_report report = read_text(texts[i]);
        cr_assert_eq(report.state, RACES_BROKEN, "%s", texts[i]);
        races_report_finish(&report);
    }
}

Test(races, refuses_events_and_roles_beyond_its_limits)
{
    AUTO_TEXT struct text text = {0};
    text_append(&text, FOUND);
    for (int i = 0; i < 10; i++) {
        text_append(&text, "role\t3\tanother\n");
    }
    for (int i = 0; i < 1000; i++) {
        text_append(&text, "event\t1\t0\t0\t-1\t");
        text_append_repeated(&text, 'x', 1000);
        text_append(&text, "\n");
    }
    text_append(&text, "event\t0\t0\t0\t-1\tnobody\nevent\t1\t7\t0\t-1\tunmarked\nevent\t1\nend\n");
    struct races_report report = read_text(text_string(&text));
    cr_assert_eq(report.state, RACES_FOUND);
    cr_assert_eq(report.role_count, RACES_ROLES_MAX);
    cr_assert_eq(report.event_count, RACES_EVENTS_MAX);
    cr_assert_lt(strlen(report.events[0].words), 400);
    races_report_finish(&report);
}

Test(races, reads_what_mends_it_and_how_old_a_value_was)
{
    struct races_report report =
        read_text(FOUND "event\t1\t0\t12a\t2\tloads turn == 0 (relaxed, old: 2 newer)\n"
                        "event\t1\t0\t12a\t-1\tstores turn = 1 (relaxed)\n"
                        "repair\t12a\tstore\tturn\trelaxed\trelease\natomic\tready\nend\n");
    cr_assert_eq(report.events[0].age, 2);
    cr_assert_eq(report.events[1].age, -1);
    cr_assert_eq(report.repair_count, 1);
    cr_assert_eq(report.repair[0].offset, 0x12a);
    cr_assert_str_eq(report.atomic, "ready");
    cr_assert_str_eq(report.repair[0].object, "turn");
    cr_assert_str_eq(report.repair[0].alone, "release");
    races_report_finish(&report);
}

Test(races, reads_the_weakest_orders_and_no_order_that_there_is_not)
{
    struct races_report report = read_text("state\tclean\n"
                                           "order\t10\tload\tturn\tseq_cst\tacquire\tacquire\n"
                                           "order\t20\tfence\t\tseq_cst\trelaxed\trelease\n"
                                           "order\t30\tload\tturn\tseq_cst\tnonsense\tacquire\n"
                                           "order\t30\tthought\tturn\tseq_cst\tacquire\tacquire\n"
                                           "order\t30\tload\tturn\tseq_cst\tacquire\n"
                                           "order\nweakest\tall\nend\n");
    cr_assert_eq(report.order_count, 2);
    cr_assert_str_eq(report.orders[0].together, "acquire");
    cr_assert_str_empty(report.orders[1].object);
    cr_assert(report.orders_told && report.orders_finished);
    races_report_finish(&report);
}

Test(races, reads_a_loop_that_was_left_without_a_read)
{
    struct races_report report = {.state = RACES_BROKEN};
    races_read(&report, "work.c", "hoisted\t12\t11\tfull\nstate\tclean\nend\nlines\n");
    cr_assert_eq(report.loop_line, 12);
    cr_assert_eq(report.read_line, 11);
    cr_assert_str_eq(report.loop_object, "full");
    races_report_finish(&report);
    races_read(&report, "work.c", "hoisted\t12\tfull\nstate\tclean\nend\nlines\n");
    cr_assert_eq(report.loop_line, 0);
    races_report_finish(&report);
}
