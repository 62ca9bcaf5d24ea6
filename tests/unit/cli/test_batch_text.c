#include <criterion/criterion.h>
#include <string.h>

#include "cli/batch_text.h"

static char id[] = "ada";
static char name[] = "Ada\033[31m";
static const struct handin handin = {.person = {.id = id, .name = name}};

Test(batch_text, progress_counts_only_what_was_worked_on)
{
    AUTO_TEXT struct text out = {0};
    const struct batch_event event = {.done = {[BATCH_GRADED] = 10, [BATCH_KNOWN] = 50},
                                      .total = 100};
    batch_text_progress(&event, 60000, &out);
    cr_assert_str_eq(text_string(&out), "60 of 100 done, 40 left, 10.0 a minute, 4 min to go");
}

Test(batch_text, progress_tells_of_what_was_not_graded)
{
    AUTO_TEXT struct text out = {0};
    const struct batch_event event = {.done = {[BATCH_UNGRADABLE] = 1, [BATCH_FAULT] = 1},
                                      .total = 2};
    batch_text_progress(&event, 0, &out);
    cr_assert_not_null(strstr(text_string(&out), "2 not graded"));
}

Test(batch_text, nothing_is_known_before_something_was_worked_on)
{
    AUTO_TEXT struct text out = {0};
    const struct batch_event event = {.done = {[BATCH_KNOWN] = 1}, .total = 3};
    batch_text_progress(&event, 5, &out);
    cr_assert_str_eq(text_string(&out), "1 of 3 done, 2 left");
}

Test(batch_text, a_name_gives_the_terminal_no_orders)
{
    AUTO_TEXT struct text out = {0};
    const struct batch_event event = {
        .handin = &handin, .fate = BATCH_UNGRADABLE, .sentence = "it is\nodd"};
    batch_text_handin(&event, false, &out);
    cr_assert_str_eq(text_string(&out), "ada (Ada\\x1b[31m): NOT GRADED: it is\\nodd\n");
}

Test(batch_text, on_a_terminal_only_what_is_to_be_looked_at)
{
    AUTO_TEXT struct text out = {0};
    const struct batch_event event = {.handin = &handin, .fate = BATCH_KNOWN};
    batch_text_handin(&event, true, &out);
    cr_assert_eq(out.length, 0);
    batch_text_handin(&event, false, &out);
    cr_assert_not_null(strstr(text_string(&out), "graded before"));
}
