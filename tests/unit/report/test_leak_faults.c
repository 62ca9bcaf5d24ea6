#include <criterion/criterion.h>

#include "base/memory.h"
#include "report/leak_faults.h"

enum { MANY = 100000 };

static struct leak *append(struct exercise_verdict *exercise, unsigned line, const char *check)
{
    struct leak *leak = memory_append(&exercise->leaks, &exercise->leak_count);
    leak->kind = memory_copy_string("sysv-shm");
    leak->check = memory_copy_string(check);
    leak->location.line = line;
    return leak;
}

static void finish(struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->leak_count; i++) {
        free(exercise->leaks[i].kind);
        free(exercise->leaks[i].check);
        free(exercise->leaks[i].id);
    }
    free(exercise->leaks);
}

Test(leak_faults, one_line_is_one_fault_in_the_order_of_meeting)
{
    AUTO(finish) struct exercise_verdict exercise = {0};
    AUTO_LEAK_FAULTS struct leak_faults faults;
    append(&exercise, 20, "b");
    append(&exercise, 10, "a");
    append(&exercise, 20, "c");
    append(&exercise, 20, "a");
    append(&exercise, 20, "c");
    leak_faults_find(&exercise, &faults);
    cr_assert_eq(faults.count, 2);
    cr_assert_eq(faults.items[0].leak, &exercise.leaks[0]);
    cr_assert_eq(faults.items[0].other_checks, 2);
    cr_assert_eq(faults.items[1].leak, &exercise.leaks[1]);
    cr_assert_eq(faults.items[1].other_checks, 0);
}

Test(leak_faults, nothing_is_no_fault)
{
    AUTO_LEAK_FAULTS struct leak_faults faults;
    leak_faults_find(&(struct exercise_verdict){0}, &faults);
    cr_assert_eq(faults.count, 0);
}

/* Each compared with each, this would take minutes. */
Test(leak_faults, thousands_without_a_line_are_told_apart, .timeout = 60)
{
    AUTO(finish) struct exercise_verdict exercise = {0};
    AUTO_LEAK_FAULTS struct leak_faults faults;
    for (int i = 0; i < MANY; i++) {
        append(&exercise, 0, "a")->id = memory_format("%d", i);
    }
    leak_faults_find(&exercise, &faults);
    cr_assert_eq(faults.count, MANY);
    cr_assert_eq(faults.items[MANY - 1].leak, &exercise.leaks[MANY - 1]);
}
