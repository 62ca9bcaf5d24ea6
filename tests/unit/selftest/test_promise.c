#include "selftest/promise.h"

#include "base/memory.h"

#include <criterion/criterion.h>
#include <string.h>

static char one[] = "one", two[] = "two", clean_id[] = "valgrind-clean", words[] = "words";
static char seen[] = "seen";

static struct check_verdict checks[] = {
    { .id = one, .stage = STAGE_BEHAVIOUR, .title = words, .observed = seen },
    { .id = two, .stage = STAGE_BEHAVIOUR, .title = words, .observed = seen },
    { .id = clean_id, .stage = STAGE_MEMORY, .title = words, .observed = seen },
};
static struct exercise_verdict exercise = { .checks = checks, .check_count = 3 };
static struct promise promise;

/* The verdict of a source: statuses of the three checks. */
static void grade(enum status first, enum status second, enum status memory)
{
    checks[0].status = first;
    checks[1].status = second;
    checks[2].status = memory;
    bool behaves = first == STATUS_PASS && second == STATUS_PASS;
    exercise.stages[STAGE_BUILD].status = STATUS_PASS;
    exercise.stages[STAGE_BEHAVIOUR].status = behaves ? STATUS_PASS : STATUS_FAIL;
    exercise.stages[STAGE_MEMORY].status = memory;
    exercise.status = behaves && memory == STATUS_PASS ? STATUS_PASS : STATUS_FAIL;
}

static void expect(enum bank_kind kind, enum stage stage, char *check, enum promise_state state,
                   const char *reason)
{
    struct bank_source source = { .kind = kind, .name = words, .path = words, .stage = stage,
                                  .check = check };
    promise_finish(&promise);
    promise_judge(&promise, &source, &exercise);
    cr_assert_eq(promise.state, state, "%s: %s", promise_state_name(promise.state), promise.reason);
    if (reason != NULL) {
        cr_assert_not_null(promise.reason);
        cr_assert_not_null(strstr(promise.reason, reason), "%s", promise.reason);
    }
}

#define RIGHT(...) expect(BANK_SOLUTION, STAGE_BUILD, NULL, __VA_ARGS__)
#define STUB(...) expect(BANK_STUB, STAGE_BUILD, NULL, __VA_ARGS__)
#define MUTANT(stage, check, ...) expect(BANK_MUTANT, stage, check, __VA_ARGS__)

Test(promise, what_is_right_passes)
{
    grade(STATUS_PASS, STATUS_PASS, STATUS_PASS);
    RIGHT(PROMISE_KEPT, NULL);
    grade(STATUS_PASS, STATUS_CRASH, STATUS_SKIP);
    RIGHT(PROMISE_BROKEN, "it does not pass (behaviour/two: crash: seen)");
}

Test(promise, a_stub_passes_nothing)
{
    grade(STATUS_FAIL, STATUS_CRASH, STATUS_SKIP);
    STUB(PROMISE_KEPT, NULL);
    grade(STATUS_FAIL, STATUS_PASS, STATUS_SKIP);
    STUB(PROMISE_BROKEN, "it does not fail at two");
    grade(STATUS_SKIP, STATUS_FAIL, STATUS_SKIP);
    STUB(PROMISE_BROKEN, "it does not fail at one");
    grade(STATUS_FAIL, STATUS_FAIL, STATUS_SKIP);
    exercise.stages[STAGE_BUILD].status = STATUS_FAIL;
    STUB(PROMISE_BROKEN, "it is not built");
}

Test(promise, a_mutant_is_caught_by_its_check)
{
    grade(STATUS_PASS, STATUS_FAIL, STATUS_SKIP);
    MUTANT(STAGE_BEHAVIOUR, two, PROMISE_KEPT, NULL);
    cr_assert_null(promise.warning);
    grade(STATUS_FAIL, STATUS_TIMEOUT, STATUS_SKIP);
    MUTANT(STAGE_BEHAVIOUR, two, PROMISE_KEPT, NULL);
    cr_assert_str_eq(promise.warning,
                     "behaviour/two catches it, and behaviour/one does so before");
}

Test(promise, a_mutant_that_escapes)
{
    grade(STATUS_PASS, STATUS_PASS, STATUS_PASS);
    MUTANT(STAGE_BEHAVIOUR, two, PROMISE_BROKEN, "it passes; behaviour/two should catch it");
    grade(STATUS_FAIL, STATUS_PASS, STATUS_SKIP);
    MUTANT(STAGE_BEHAVIOUR, two, PROMISE_BROKEN, "behaviour/two does not catch it, behaviour/one does");
    grade(STATUS_FAIL, STATUS_SKIP, STATUS_SKIP);
    MUTANT(STAGE_BEHAVIOUR, two, PROMISE_BROKEN, "behaviour/two does not catch it");
}

Test(promise, memory_needs_the_stage_too)
{
    grade(STATUS_PASS, STATUS_PASS, STATUS_FAIL);
    MUTANT(STAGE_MEMORY, clean_id, PROMISE_KEPT, NULL);
    exercise.stages[STAGE_MEMORY].status = STATUS_SKIP;
    MUTANT(STAGE_MEMORY, clean_id, PROMISE_BROKEN, "valgrind-clean");
}

Test(promise, a_mutant_of_the_build)
{
    grade(STATUS_SKIP, STATUS_SKIP, STATUS_SKIP);
    exercise.stages[STAGE_BUILD].status = STATUS_FAIL;
    MUTANT(STAGE_BUILD, NULL, PROMISE_KEPT, NULL);
    grade(STATUS_FAIL, STATUS_FAIL, STATUS_SKIP);
    MUTANT(STAGE_BUILD, NULL, PROMISE_BROKEN, "build does not catch it, behaviour/one does");
}

Test(promise, what_could_not_be_judged)
{
    grade(STATUS_FAIL, STATUS_SKIP, STATUS_SKIP);
    exercise.status = STATUS_ERROR;
    exercise.stages[STAGE_MEMORY] = (struct stage_verdict){ .status = STATUS_ERROR, .message = seen };
    RIGHT(PROMISE_UNJUDGED, "it could not be judged (memory: seen)");
    MUTANT(STAGE_BEHAVIOUR, one, PROMISE_UNJUDGED, NULL);
    exercise.status = STATUS_MISSING;
    RIGHT(PROMISE_BROKEN, "words is not there");
}

Test(promise, a_header_that_is_no_use)
{
    grade(STATUS_FAIL, STATUS_FAIL, STATUS_SKIP);
    struct bank_source source = { .kind = BANK_MUTANT, .name = words, .path = words,
                                  .header_fault = seen };
    promise_judge(&promise, &source, &exercise);
    cr_assert_eq(promise.state, PROMISE_BROKEN);
    cr_assert_str_eq(promise.reason, "seen");
}
