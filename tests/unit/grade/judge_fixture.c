#include "judge_fixture.h"

#include "base/memory.h"
#include "grade/judge.h"
#include "stage/source.h"

#include <criterion/criterion.h>
#include <string.h>

static char id_one[] = "one", id_two[] = "two", id_memory[] = "valgrind-clean", id_leaks[] = "nothing-left";
static char words[] = "words", name[] = "attach-detach", folder[] = "03-attach-detach", source[] = "work.c";

static struct manifest_check checks[] = {
    { .id = id_one, .stage = STAGE_BEHAVIOUR, .weight = 2, .title = words, .explain = words },
    { .id = id_two, .stage = STAGE_BEHAVIOUR, .weight = 1, .title = words, .explain = words },
    { .id = id_memory, .stage = STAGE_MEMORY, .weight = 1, .title = words, .explain = words },
    { .id = id_leaks, .stage = STAGE_LEAKS, .weight = 1, .title = words, .explain = words },
};

static const struct manifest manifest = {
    .number = 3, .name = name, .folder = folder, .source = source, .weight = 10, .checks = checks,
    .check_count = 4, .limits = {.wall_ms = 20000, .output_kib = 64},
};

static const char clean_report[] =
    "<?xml version=\"1.0\"?><valgrindoutput><pid>5</pid><status><state>FINISHED</state></status>"
    "</valgrindoutput>";

void fixture_report(struct judge_fixture *fixture, bool memory, const char *id, const char *status)
{
    struct examination *examination =
        memory ? &fixture->passes.memory.examination : &fixture->passes.native.examination;
    for (size_t i = 0; i < examination->check_count; i++) {
        if (strcmp(examination->checks[i].id, id) == 0) {
            memory_set_string(&examination->checks[i].status, status);
            memory_set_string(&examination->checks[i].observed, strcmp(status, "pass") == 0 ? NULL : "seen");
            return;
        }
    }
    struct examined_check *check = memory_append(&examination->checks, &examination->check_count);
    check->id = memory_copy_string(id);
    check->status = memory_copy_string(status);
}

static void prepare_pass(struct judge_fixture *fixture, struct pass *pass, bool memory)
{
    pass->asked = pass->examined = pass->build.accepted = true;
    pass->examination.complete = true;
    fixture_report(fixture, memory, "one", "pass");
    fixture_report(fixture, memory, "two", "pass");
}

void fixture_prepare(struct judge_fixture *fixture)
{
    *fixture = (struct judge_fixture){ .passes = { .manifest = &manifest } };
    source_copy(&fixture->passes.source, "a;\nb", 4);
    prepare_pass(fixture, &fixture->passes.native, false);
    prepare_pass(fixture, &fixture->passes.memory, true);
    struct examination *memory = &fixture->passes.memory.examination;
    *memory_append(&memory->actors, &memory->actor_count) = (struct examined_actor){ .pid = 5 };
    *memory_append(&memory->reports, &memory->report_count) =
        (struct valgrind_report){ .pid = 5, .xml = memory_copy_string(clean_report) };
    fixture->verdict = verdict_create();
    fixture->exercise = verdict_append_exercise(fixture->verdict, &manifest);
}

void fixture_finish(struct judge_fixture *fixture)
{
    verdict_destroy(fixture->verdict);
    passes_finish(&fixture->passes);
}

void fixture_judge(struct judge_fixture *fixture)
{
    /* No test asks for lines, so the machine is not looked at. */
    static const struct machine machine;
    judge_exercise(&machine, &fixture->passes, fixture->exercise);
}
