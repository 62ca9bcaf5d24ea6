#include <criterion/criterion.h>

#include "base/memory.h"
#include "demo/demo_view.h"

static const struct report_style plain = {.columns = 64};

static struct demo_step make_step(enum demo_speaker speaker, const char *line, const char *writer,
                                  const char *reader)
{
    struct demo_step step = {.speaker = speaker};
    step.line = memory_copy_string(line);
    step.states[DEMO_WRITER] = memory_copy_string(writer);
    step.states[DEMO_READER] = memory_copy_string(reader);
    return step;
}

Test(view, two_columns)
{
    AUTO_TEXT struct text out = {0};
    demo_view_begin(&plain, &out);
    cr_assert_str_eq(text_string(&out),
                     "\n"
                     "      writer                       reader\n"
                     "      ----------------------------------------------------------\n");
}

Test(view, a_line_of_each_and_what_changed)
{
    AUTO_DEMO_STEP struct demo_step first = make_step(
        DEMO_WRITER, "shmget: made segment 0, and the line is long", "ready", "not started");
    demo_step_add_row(&first, "segment", "nattch 0");
    demo_step_add_row(&first, "  holds", "00000000");
    AUTO_TEXT struct text out = {0};
    demo_view_step(&plain, &out, 1, &first, NULL);
    cr_assert_str_eq(text_string(&out), "\n"
                                        "   1  shmget: made segment 0, and\n"
                                        "      the line is long\n"
                                        "        * segment    nattch 0\n"
                                        "        *   holds    00000000\n"
                                        "          writer     ready\n"
                                        "          reader     not started\n");

    AUTO_DEMO_STEP struct demo_step second =
        make_step(DEMO_READER, "shmat: done", "ready", "sleeps");
    demo_step_add_row(&second, "segment", "nattch 1");
    demo_step_add_row(&second, "  holds", "00000000");
    text_clear(&out);
    demo_view_step(&plain, &out, 2, &second, &first);
    cr_assert_str_eq(text_string(&out), "\n"
                                        "   2                               shmat: done\n"
                                        "        * segment    nattch 1\n"
                                        "            holds    00000000\n"
                                        "          writer     ready\n"
                                        "        * reader     sleeps\n");
}

Test(view, an_empty_table_is_said)
{
    AUTO_DEMO_STEP struct demo_step before = make_step(DEMO_WRITER, "", "ready", "ready");
    demo_step_add_row(&before, "segment", "nattch 0");
    AUTO_DEMO_STEP struct demo_step step = make_step(DEMO_USER, "(press Ctrl-C)", "ready", "ready");
    AUTO_TEXT struct text out = {0};
    demo_view_step(&plain, &out, 12, &step, &before);
    cr_assert_str_eq(text_string(&out), "\n"
                                        "  12  (press Ctrl-C)\n"
                                        "        * kernel     holds nothing of the demo\n"
                                        "          writer     ready\n"
                                        "          reader     ready\n");
}

Test(view, what_a_program_prints_reaches_no_terminal_as_control_characters)
{
    AUTO_DEMO_STEP struct demo_step step = make_step(DEMO_WRITER, "a\033[2Jb", "ready", "ready");
    AUTO_TEXT struct text out = {0};
    demo_view_step(&plain, &out, 1, &step, NULL);
    cr_assert_null(strchr(text_string(&out), '\033'), "%s", text_string(&out));
}
