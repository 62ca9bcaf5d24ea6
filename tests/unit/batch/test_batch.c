/* The engine, with a grader of straw: who is graded, what is kept, and what becomes of faults. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "batch/batch.h"
#include "folder_fixture.h"
#include "gradebook/gradebook_read.h"

static char name[] = "one";
static char folder[] = "01-one";
static char source[] = "one.c";
static char header[] = "one.h";
static char check_id[] = "works";
static char check_title[] = "it works";
static struct manifest_check check = {
    .id = check_id, .stage = STAGE_BEHAVIOUR, .weight = 1, .title = check_title};
static struct manifest manifest = {.number = 1,
                                   .name = name,
                                   .folder = folder,
                                   .source = source,
                                   .header = header,
                                   .weight = 10,
                                   .checks = &check,
                                   .check_count = 1};
static const struct manifest *const exercises[] = {&manifest};
static struct layout layout;
static struct handins handins;
static struct gradebook *gradebook;
static struct cancel cancel;
static struct verdict *facts;
static const struct unpacker unpacker;
static struct batch_result result;
static unsigned graded; /* by the grader of straw; one at a time */

static struct verdict *make_verdict(enum status status)
{
    struct verdict *verdict = verdict_create();
    verdict->grader_version = memory_copy_string("1");
    verdict->environment.sandbox = memory_copy_string("full");
    verdict->environment.compiler = memory_copy_string("gcc 1");
    verdict->environment.valgrind = memory_copy_string("1");
    verdict->environment.kernel = memory_copy_string("1");
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    exercise->stages[STAGE_BUILD].status = STATUS_PASS;
    exercise->stages[STAGE_BEHAVIOUR].status = status;
    exercise->checks[0].status = status == STATUS_ERROR ? STATUS_SKIP : status;
    exercise_verdict_settle(exercise);
    verdict_settle(verdict);
    return verdict;
}

/* The source says what becomes of it. */
static bool grade_of_straw(const struct grade_request *request, struct verdict **verdict,
                           struct error *err)
{
    const char *text = request->sources[0].bytes != NULL ? request->sources[0].bytes : "";
    graded++;
    if (strcmp(text, "breaks") == 0) {
        return error_set(err, "no sandbox could be made");
    }
    if (strcmp(text, "stops") == 0) {
        cancel_raise(request->cancel);
        return error_set(err, "the grading was called off");
    }
    *verdict = make_verdict(strcmp(text, "right") == 0      ? STATUS_PASS
                            : strcmp(text, "unjudged") == 0 ? STATUS_ERROR
                                                            : STATUS_FAIL);
    return true;
}

static void write_workbook(void)
{
    fixture_make_folder("class");
    fixture_make_folder("libexec");
    fixture_make_folder("libexec/tests");
    fixture_make_folder("libexec/races");
    fixture_make_folder("book");
    fixture_write("grader", "g");
    fixture_write("libexec/proctor", "p");
    fixture_write("libexec/driver", "d");
    fixture_write("libexec/confine", "c");
    fixture_write("libexec/tests/01-one", "t");
    fixture_write("libexec/races/01-one", "r");
    fixture_write("book/exercise.cfg", "e");
    fixture_write("book/one.h", "h");
}

static void make(void)
{
    fixture_make();
    write_workbook();
    layout.program = fixture_path("grader");
    layout.libexec = fixture_path("libexec");
    manifest.path = fixture_path("book");
    AUTO_FREE char *path = fixture_path("class.db");
    cr_assert(gradebook_open(path, GRADEBOOK_MAKE, &gradebook, &fixture_err), "%s",
              fixture_err.message);
    cr_assert(cancel_init(&cancel, &fixture_err));
    facts = make_verdict(STATUS_PASS);
    graded = 0;
}

static void drop(void)
{
    verdict_destroy(facts);
    cancel_finish(&cancel);
    gradebook_close(gradebook);
    handins_finish(&handins);
    layout_finish(&layout);
    free(manifest.path);
    fixture_remove();
}

TestSuite(batch, .init = make, .fini = drop);

static void hand_in(const char *student, const char *text)
{
    AUTO_FREE char *path = memory_format("class/%s.c", student);
    fixture_write(path, text);
}

static bool run(void)
{
    AUTO_FREE char *class = fixture_path("class");
    handins_finish(&handins);
    cr_assert(handins_find(class, exercises, 1, &handins, &fixture_err), "%s", fixture_err.message);
    const struct batch_plan plan = {
        .folder = class,
        .handins = &handins,
        .exercises = exercises,
        .exercise_count = 1,
        .gradebook = gradebook,
        .request = {.layout = &layout,
                    .exercises = exercises,
                    .exercise_count = 1,
                    .cancel = &cancel},
        .jobs = 1,
        .grade = grade_of_straw,
        .unpacker = &unpacker,
        .facts = facts,
    };
    return batch_run(&plan, &result, &fixture_err);
}

static void expect(size_t fresh, size_t known, size_t ungradable, size_t faults, size_t left)
{
    cr_assert_eq(result.done[BATCH_GRADED], fresh);
    cr_assert_eq(result.done[BATCH_KNOWN], known);
    cr_assert_eq(result.done[BATCH_UNGRADABLE], ungradable);
    cr_assert_eq(result.done[BATCH_FAULT], faults);
    cr_assert_eq(result.left, left);
}

Test(batch, what_has_not_changed_is_not_graded_again)
{
    hand_in("ada", "right");
    hand_in("bob", "wrong");
    cr_assert(run(), "%s", fixture_err.message);
    expect(2, 0, 0, 0, 0);
    cr_assert(run());
    expect(0, 2, 0, 0, 0);
    hand_in("bob", "right");
    cr_assert(run());
    expect(0, 2, 0, 0, 0); /* ada's verdict is one of the same sources */
    hand_in("bob", "wrong still");
    cr_assert(run());
    expect(1, 1, 0, 0, 0);
    cr_assert_eq(graded, 3);
}

/* Each thing that a verdict depends on, changed: the class is graded again. */
Test(batch, what_a_verdict_depends_on_is_in_its_key)
{
    static const char *const files[] = {"grader",
                                        "libexec/proctor",
                                        "libexec/driver",
                                        "libexec/confine",
                                        "libexec/tests/01-one",
                                        "libexec/races/01-one",
                                        "libexec/races/build_object.sh",
                                        "book/exercise.cfg",
                                        "book/one.h"};
    hand_in("ada", "right");
    cr_assert(run());
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        fixture_write(files[i], "new");
        cr_assert(run());
        cr_assert_eq(result.done[BATCH_GRADED], 1, "%s", files[i]);
    }
    memory_set_string(&facts->environment.compiler, "gcc 2");
    cr_assert(run());
    expect(1, 0, 0, 0, 0);
    memory_set_string(&facts->environment.kernel, "2");
    cr_assert(run());
    expect(0, 1, 0, 0, 0);
}

static void read_one(const char *student, struct gradebook_record *record)
{
    cr_assert(gradebook_read_student(gradebook, student, record, &fixture_err), "%s",
              fixture_err.message);
    cr_assert_eq(record->attempt_count, 1);
}

Test(batch, a_fault_of_the_grader_is_no_zero_and_is_tried_again)
{
    hand_in("ada", "breaks");
    hand_in("bob", "unjudged");
    hand_in("carl", "right");
    cr_assert(run());
    expect(1, 0, 0, 2, 0);
    AUTO_GRADEBOOK_RECORD struct gradebook_record ada = {0};
    AUTO_GRADEBOOK_RECORD struct gradebook_record bob = {0};
    read_one("ada", &ada);
    read_one("bob", &bob);
    cr_assert_not(gradebook_attempt_is_judged(&ada.attempts[0]));
    cr_assert_not(gradebook_attempt_is_judged(&bob.attempts[0]));
    cr_assert_str_eq(ada.attempts[0].problem, "no sandbox could be made");
    cr_assert(run());
    expect(0, 1, 0, 2, 0);
}

Test(batch, called_off_it_goes_on_where_it_was)
{
    hand_in("ada", "right");
    hand_in("bob", "stops");
    hand_in("carl", "wrong");
    cr_assert(run());
    expect(1, 0, 0, 0, 2);
    cancel_finish(&cancel);
    cr_assert(cancel_init(&cancel, &fixture_err));
    hand_in("bob", "wrong");
    cr_assert(run());
    expect(1, 2, 0, 0, 0);
}

Test(batch, who_hands_in_nothing_to_read_is_to_be_looked_at)
{
    AUTO_FREE char *path = memory_copy_string("class/ada");
    fixture_make_folder(path);
    for (int i = 0; i < 20; i++) {
        AUTO_FREE char *deeper = memory_format("%s/d", path);
        memory_set_string(&path, deeper);
        fixture_make_folder(path);
    }
    cr_assert(run());
    expect(0, 0, 1, 0, 0);
    cr_assert_eq(graded, 0);
}

Test(batch, an_empty_submission_is_graded)
{
    fixture_make_folder("class/ada");
    cr_assert(run());
    expect(1, 0, 0, 0, 0);
}

Test(batch, a_test_program_that_is_not_there_is_told_before_anything_is_graded)
{
    hand_in("ada", "right");
    free(layout.libexec);
    layout.libexec = fixture_path("nowhere");
    cr_assert_not(run());
    cr_assert_eq(graded, 0);
}
