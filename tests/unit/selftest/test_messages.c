#include "selftest/messages.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

static char first_id[] = "begins", second_id[] = "ends", title[] = "begins well";
static char did[] = "work_begin()", expected[] = "success", observed[] = "it returned -1";
static char file[] = "work.c", words[] = "the compiler found errors", folder[] = "01-one";
static char severity[] = "error", diagnosis[] = "expected ';'", name[] = "slip.c";

static struct check_verdict checks[] = {
    {.id = first_id, .stage = STAGE_BEHAVIOUR, .status = STATUS_PASS, .weight = 1, .title = title},
    {.id = second_id,
     .stage = STAGE_BEHAVIOUR,
     .status = STATUS_CRASH,
     .weight = 1,
     .title = title,
     .did = did,
     .expected = expected,
     .observed = observed,
     .location = {.file = file, .line = 7}},
};
static struct exercise_verdict exercise = {.checks = checks, .check_count = 2};
static char full[] = "full", reduced[] = "reduced";
static struct exercise_verdict *exercises[] = {&exercise};
static struct verdict verdict = {.exercises = exercises, .exercise_count = 1};
static struct bank_source mutant = {.kind = BANK_MUTANT, .name = name};
static struct manifest manifest = {.number = 1, .folder = folder};
static struct message_store store = {.manifest = &manifest};
static struct message message;

static const char path[] = "tests/exercises/01-one/messages/slip.txt";
static const char golden[] = "behaviour/ends: crash\n"
                             "\n"
                             "    \u2717 begins well  crashed, check ends\n"
                             "\n"
                             "    We did          work_begin()\n"
                             "    We expected     success\n"
                             "    What happened   it returned -1\n"
                             "\n"
                             "    work.c:7\n";

static void make(void)
{
    store.root = fixture_make();
    fixture_write("tests/exercises/01-one/mutants/slip.c", "");
    verdict.environment.sandbox = full;
    exercise.status = STATUS_FAIL;
    exercise.stages[STAGE_BUILD].status = STATUS_PASS;
    exercise.stages[STAGE_BEHAVIOUR].status = STATUS_FAIL;
}

static void clean(void)
{
    message_finish(&message);
    fixture_remove();
}

TestSuite(messages, .init = make, .fini = clean);

static void judge(bool accept, enum message_state state)
{
    struct error err;
    store.accept = accept;
    message_finish(&message);
    cr_assert(message_judge(&message, &store, &mutant, true, &verdict, &err), "%s", err.message);
    cr_assert_eq(message.state, state, "%s: %s", message_state_name(message.state),
                 message.reason != NULL ? message.reason : "no reason");
    cr_assert_eq(message.reason != NULL, state == MESSAGE_BROKEN);
}

static void expect_stored(const char *contents)
{
    AUTO_FREE char *whole = memory_format("%s/%s", store.root, path);
    AUTO_FREE char *stored = NULL;
    struct error err;
    if (contents == NULL) {
        cr_assert_neq(access(whole, F_OK), 0);
        return;
    }
    cr_assert(file_read(whole, 10000, &stored, NULL, &err), "%s", err.message);
    cr_assert_str_eq(stored, contents);
}

Test(messages, what_is_stored_is_kept)
{
    fixture_write(path, golden);
    judge(false, MESSAGE_KEPT);
    cr_assert_str_eq(message.first, "behaviour/ends");
}

Test(messages, none_is_stored)
{
    judge(false, MESSAGE_BROKEN);
    cr_assert_str_eq(message.reason, "no message is stored for it (grader selftest 01 "
                                     "--accept-messages stores what is said now)");
    expect_stored(NULL);
}

Test(messages, another_one_is_stored)
{
    AUTO_FREE char *other = memory_format("%s    more\n", golden);
    fixture_write(path, other);
    judge(false, MESSAGE_BROKEN);
    cr_assert_not_null(strstr(message.reason, "line 10 of its message should be \"more\""));
    checks[1].observed = expected;
    fixture_write(path, golden);
    judge(false, MESSAGE_BROKEN);
    cr_assert_str_eq(
        message.reason,
        "line 7 of its message should be \"What happened   it returned -1\" and is "
        "\"What happened   success\" (grader selftest 01 --accept-messages stores what "
        "is said now)");
    expect_stored(golden);
}

Test(messages, accepting_stores_what_a_learner_reads)
{
    judge(true, MESSAGE_ACCEPTED);
    expect_stored(golden);
    judge(false, MESSAGE_KEPT);
    fixture_write(path, "behaviour/ends: fail\n");
    judge(true, MESSAGE_ACCEPTED);
    expect_stored(golden);
}

Test(messages, accepting_leaves_what_still_matches)
{
    AUTO_FREE char *end = memory_copy_string(strstr(golden, " -1\n") + strlen(" -1"));
    AUTO_FREE char *holed =
        memory_format("%.*s <any>%s", (int)(strstr(golden, " -1\n") - golden), golden, end);
    fixture_write(path, holed);
    judge(true, MESSAGE_KEPT);
    expect_stored(holed);
}

Test(messages, accepting_keeps_the_holes_that_still_match)
{
    fixture_write(path, "behaviour/ends: fail\n    What <any>\n");
    judge(true, MESSAGE_ACCEPTED);
    const char *at = strstr(golden, "    What happened");
    AUTO_FREE char *holed =
        memory_format("%.*s    What <any>%s", (int)(at - golden), golden, strchr(at, '\n'));
    expect_stored(holed);
    judge(false, MESSAGE_KEPT);
}

Test(messages, only_of_mutants_that_were_caught)
{
    struct error err;
    store.accept = true;
    cr_assert(message_judge(&message, &store, &mutant, false, &verdict, &err));
    cr_assert_eq(message.state, MESSAGE_NOT_ASKED);
    cr_assert_str_eq(message.first, "behaviour/ends", "what failed is known all the same");
    message_finish(&message);
    struct bank_source stub = {.kind = BANK_STUB, .name = name};
    cr_assert(message_judge(&message, &store, &stub, true, &verdict, &err));
    cr_assert_eq(message.state, MESSAGE_NOT_ASKED);
    expect_stored(NULL);
}

Test(messages, only_in_the_full_sandbox)
{
    verdict.environment.sandbox = reduced;
    judge(false, MESSAGE_NOT_COMPARED);
    judge(true, MESSAGE_NOT_COMPARED);
    expect_stored(NULL);
}

Test(messages, what_was_not_built)
{
    struct diagnostic diagnostic = {
        .stage = STAGE_BUILD, .file = file, .line = 3, .severity = severity, .message = diagnosis};
    checks[0].status = checks[1].status = STATUS_SKIP;
    exercise.stages[STAGE_BUILD] = (struct stage_verdict){.status = STATUS_FAIL, .message = words};
    exercise.stages[STAGE_BEHAVIOUR].status = STATUS_SKIP;
    exercise.diagnostics = &diagnostic;
    exercise.diagnostic_count = 1;
    judge(true, MESSAGE_ACCEPTED);
    cr_assert_str_eq(message.first, "build");
    expect_stored("build: fail\n"
                  "\n"
                  "    the compiler found errors\n"
                  "\n"
                  "    What the compiler says\n"
                  "    work.c:3: error: expected ';'\n");
}

Test(messages, a_folder_that_cannot_be_written)
{
    struct error err;
    store.root = "/dev/null";
    store.accept = true;
    cr_assert_not(message_judge(&message, &store, &mutant, true, &verdict, &err));
    store.accept = false;
    fixture_write("tests/exercises/01-one/messages/slip.txt/not-a-file", "");
    store.root = getenv("WORKBOOK_ROOT");
    message_finish(&message);
    cr_assert_not(message_judge(&message, &store, &mutant, true, &verdict, &err));
    cr_assert_not_null(strstr(err.message, "slip.txt"), "%s", err.message);
}

static void find_orphans(bool accept, size_t expected_count, const char *only)
{
    struct bank bank = {.manifest = &manifest, .sources = &mutant, .count = 1};
    char **orphans = NULL;
    size_t count = 0;
    struct error err;
    store.accept = accept;
    cr_assert(messages_find_orphans(&store, &bank, &orphans, &count, &err), "%s", err.message);
    cr_assert_eq(count, expected_count);
    for (size_t i = 0; i < count; i++) {
        cr_assert_str_eq(orphans[i], only);
        free(orphans[i]);
    }
    free(orphans);
}

Test(messages, without_a_mutant)
{
    find_orphans(false, 0, NULL);
    fixture_write(path, golden);
    find_orphans(false, 0, NULL);
    fixture_write("tests/exercises/01-one/messages/slips.txt", golden);
    fixture_write("tests/exercises/01-one/messages/README", "not a message");
    find_orphans(false, 1, "slips.txt");
    find_orphans(true, 0, NULL);
    find_orphans(false, 0, NULL);
    expect_stored(golden);
    AUTO_FREE char *other = memory_format("%s/tests/exercises/01-one/messages/README", store.root);
    cr_assert_eq(access(other, F_OK), 0);
}
