#include "sample_verdict.h"

#include "base/memory.h"

/* A string constant for a field that is not const, because its owner frees it elsewhere. */
#define TEXT(constant) ((char[]){constant})

static char source[] = "shmget_flags.c";

static struct manifest_check checks[] = {
    {.id = TEXT("create-new"),
     .stage = STAGE_BEHAVIOUR,
     .weight = 2,
     .title = TEXT("creates a segment of the size asked for")},
    {.id = TEXT("create-exclusive"),
     .stage = STAGE_BEHAVIOUR,
     .weight = 1,
     .title = TEXT("refuses a key that is taken")},
    {.id = TEXT("open-existing"),
     .stage = STAGE_BEHAVIOUR,
     .weight = 1,
     .title = TEXT("opens what is there")},
    {.id = TEXT("valgrind-clean"),
     .stage = STAGE_MEMORY,
     .weight = 1,
     .title = TEXT("is clean in Valgrind")},
    {.id = TEXT("nothing-left"),
     .stage = STAGE_LEAKS,
     .weight = 1,
     .title = TEXT("leaves nothing behind")},
};

static struct manifest manifest_of(unsigned number, char *name, char *folder)
{
    return (struct manifest){.number = number,
                             .name = name,
                             .folder = folder,
                             .source = source,
                             .weight = 10,
                             .checks = checks,
                             .check_count = 5};
}

static struct exercise_verdict *append(struct verdict *verdict, unsigned number, const char *name)
{
    AUTO_FREE char *own_name = memory_copy_string(name);
    AUTO_FREE char *folder = memory_format("%02u-%s", number, name);
    struct manifest manifest = manifest_of(number, own_name, folder);
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    for (int i = STAGE_BUILD; i <= STAGE_LEAKS; i++) {
        exercise->stages[i].status = STATUS_PASS;
    }
    for (size_t i = 0; i < exercise->check_count; i++) {
        exercise->checks[i].status = STATUS_PASS;
    }
    exercise->duration_ms = 420;
    memory_set_string(&exercise->source_sha256,
                      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    return exercise;
}

static void add_step(struct schedule *schedule, const struct schedule_step *step, const char *did)
{
    struct schedule_step *added = memory_append(&schedule->steps, &schedule->step_count);
    *added = *step;
    added->function = memory_copy_string("segment_create");
    added->did = memory_copy_string(did);
}

static struct order_place make_place(unsigned line, const char *operation, const char *order)
{
    return (struct order_place){.line = line,
                                .function = memory_copy_string("segment_create"),
                                .operation = memory_copy_string(operation),
                                .object = memory_copy_string("turn <b>\x1b[2J"),
                                .order = memory_copy_string(order)};
}

/* What a check of the races stage has; here to be seen in every format. */
static struct schedule *make_schedule(void)
{
    struct schedule *schedule = memory_allocate(1, sizeof *schedule);
    *memory_append(&schedule->processes, &schedule->process_count) = memory_copy_string("writer");
    *memory_append(&schedule->processes, &schedule->process_count) = memory_copy_string("reader");
    add_step(schedule, &(struct schedule_step){.line = 14, .age = -1, .marked = true},
             "writes text = \"<b>\x1b[2J\"");
    add_step(schedule, &(struct schedule_step){.process = 1, .line = 15, .age = 1},
             "loads turn == 0 (relaxed, old: 1 newer)");
    add_step(schedule, &(struct schedule_step){.process = 1, .age = -1, .marked = true},
             "reads text == \"\"");
    schedule->rule = memory_copy_string("Two accesses must be ordered (ISO C17 5.1.2.4).");
    *memory_append(&schedule->repair, &schedule->repair_count) = (struct order_change){
        .place = make_place(14, "store", "relaxed"), .instead = memory_copy_string("release")};
    return schedule;
}

static struct weakest_orders *make_weakest(void)
{
    struct weakest_orders *weakest = memory_allocate(1, sizeof *weakest);
    weakest->finished = true;
    *memory_append(&weakest->advice, &weakest->advice_count) =
        (struct order_advice){.place = make_place(7, "load", "seq_cst"),
                              .alone = memory_copy_string("relaxed"),
                              .together = memory_copy_string("acquire")};
    return weakest;
}

static void fill_failed(struct exercise_verdict *exercise)
{
    struct check_verdict *first = &exercise->checks[0];
    first->status = STATUS_FAIL;
    memory_set_string(&first->did, "segment_create(key, 100, 0600) with a key that is free");
    memory_set_string(&first->expected, "a new segment of 100 bytes");
    memory_set_string(&first->observed, "it printed \"\033[2Jhello\xff\" and returned -1, errno "
                                        "ENOSYS (Function not implemented)");
    memory_set_string(&first->look, "man 2 shmget, \"IPC_CREAT\"");
    memory_set_string(&first->location.file, "shmget_flags.c");
    memory_set_string(&first->location.function, "segment_create");
    memory_set_string(&first->location.excerpt, "\treturn shmget(key, size, mode);");
    first->location.line = 14;
    first->location.column = 9;
    first->duration_ms = 7;
    first->schedule = make_schedule();
    exercise->checks[2].status = STATUS_CRASH;

    struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
    diagnostic->stage = STAGE_MEMORY;
    memory_set_string(&diagnostic->file, "shmget_flags.c");
    diagnostic->line = 20;
    memory_set_string(&diagnostic->severity, "error");
    memory_set_string(&diagnostic->message, "Invalid read of size 4");
    exercise->checks[3].status = STATUS_FAIL;

    struct leak *leak = exercise_verdict_append_leak(exercise);
    memory_set_string(&leak->kind, "sysv-shm");
    memory_set_string(&leak->id, "5");
    leak->bytes = 100;
    memory_set_string(&leak->check, "open-existing");
    memory_set_string(&leak->location.file, "shmget_flags.c");
    leak->location.line = 14;
}

static void fill_unjudged(struct exercise_verdict *exercise)
{
    for (int i = STAGE_BEHAVIOUR; i < STAGE_COUNT; i++) {
        exercise->stages[i].status = STATUS_SKIP;
    }
    for (size_t i = 0; i < exercise->check_count; i++) {
        exercise->checks[i].status = STATUS_SKIP;
    }
}

static void fill_unbuilt(struct exercise_verdict *exercise)
{
    exercise->stages[STAGE_BUILD].status = STATUS_FAIL;
    memory_set_string(&exercise->stages[STAGE_BUILD].message, "shmget_flags.c does not compile.");
    fill_unjudged(exercise);
    struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
    memory_set_string(&diagnostic->file, "shmget_flags.c");
    diagnostic->line = 3;
    diagnostic->column = 5;
    memory_set_string(&diagnostic->severity, "error");
    memory_set_string(&diagnostic->message, "expected ';' before 'return'");
    memory_set_string(&diagnostic->excerpt, "    return 0");
}

static void fill_environment(struct verdict *verdict)
{
    memory_set_string(&verdict->grader_version, "0.1.0");
    memory_set_string(&verdict->environment.sandbox, "full");
    memory_set_string(&verdict->environment.compiler, "gcc 12.2.0");
    memory_set_string(&verdict->environment.kernel, "6.1.0");
}

static void settle_all(struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        exercise_verdict_settle(verdict->exercises[i]);
    }
    verdict_settle(verdict);
}

struct verdict *sample_verdict_create(void)
{
    struct verdict *verdict = verdict_create();
    fill_environment(verdict);
    append(verdict, 1, "ftok-keys")->weakest = make_weakest();
    fill_failed(append(verdict, 2, "shmget-flags"));
    fill_unbuilt(append(verdict, 3, "attach-detach"));
    struct exercise_verdict *missing = append(verdict, 4, "posix-mmap");
    fill_unjudged(missing);
    missing->stages[STAGE_BUILD].status = STATUS_SKIP;
    missing->status = STATUS_MISSING;
    memory_set_string(&missing->source_sha256, NULL);
    struct exercise_verdict *trouble = append(verdict, 5, "ready-flag");
    trouble->stages[STAGE_MEMORY].status = STATUS_ERROR;
    memory_set_string(&trouble->stages[STAGE_MEMORY].message, "Valgrind could not be started.");
    settle_all(verdict);
    return verdict;
}

struct verdict *sample_verdict_create_pass(void)
{
    struct verdict *verdict = verdict_create();
    fill_environment(verdict);
    (void)append(verdict, 1, "ftok-keys");
    (void)append(verdict, 2, "shmget-flags");
    settle_all(verdict);
    return verdict;
}

/* What a hostile student would have a report say: ends of elements, strings, lines and blocks of every format;
 * commands, escapes of terminals, bytes and characters that are not allowed. */
#define HOSTILE                                                                                    \
    "</failure>]]>&amp;\"'\\ # SKIP \\# word: {\"scores\": {\"01-ftok-keys\": 10}}\n"              \
    "::error file=a,line=1::forged\n  ::stop-commands::x\n##[error]forged\r\n"                     \
    "  ...\nok 99 - forged\n1..1\nBail out!\n%0A::set-output name=x::y,\t"                         \
    "\001\033]0;title\007\033[2J\xff\xc0\x80\xed\xa0\x80\xef\xbf\xbf\xef\xbf\xbe\xe2\x80\xae<b>"

static void make_hostile(struct exercise_verdict *exercise)
{
    struct check_verdict *check = &exercise->checks[0];
    check->status = STATUS_FAIL;
    memory_set_string(&check->did, HOSTILE);
    memory_set_string(&check->expected, HOSTILE);
    memory_set_string(&check->observed, HOSTILE);
    memory_set_string(&check->look, HOSTILE);
    memory_set_string(&check->location.file, HOSTILE);
    memory_set_string(&check->location.function, HOSTILE);
    memory_set_string(&check->location.excerpt, HOSTILE);
    check->location.line = 3;
    for (int stage = STAGE_BUILD; stage <= STAGE_MEMORY; stage++) {
        struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
        diagnostic->stage = (enum stage)stage;
        memory_set_string(&diagnostic->file, HOSTILE);
        memory_set_string(&diagnostic->severity, "error");
        memory_set_string(&diagnostic->message, HOSTILE);
        memory_set_string(&diagnostic->excerpt, HOSTILE);
    }
    exercise->checks[3].status = STATUS_FAIL;
    struct leak *leak = exercise_verdict_append_leak(exercise);
    memory_set_string(&leak->kind, "posix-shm");
    memory_set_string(&leak->id, HOSTILE);
    memory_set_string(&leak->location.file, HOSTILE);
    exercise->checks[4].status = STATUS_FAIL;
}

struct verdict *sample_verdict_create_hostile(void)
{
    struct verdict *verdict = verdict_create();
    fill_environment(verdict);
    make_hostile(append(verdict, 1, "ftok-keys"));
    struct exercise_verdict *unbuilt = append(verdict, 2, "shmget-flags");
    make_hostile(unbuilt);
    fill_unbuilt(unbuilt);
    memory_set_string(&unbuilt->stages[STAGE_BUILD].message, HOSTILE);
    struct exercise_verdict *trouble = append(verdict, 3, "attach-detach");
    trouble->stages[STAGE_RACES].status = STATUS_ERROR;
    memory_set_string(&trouble->stages[STAGE_RACES].message, HOSTILE);
    settle_all(verdict);
    return verdict;
}

struct verdict *sample_verdict_create_failing(unsigned exercises)
{
    struct verdict *verdict = verdict_create();
    fill_environment(verdict);
    for (unsigned i = 1; i <= exercises; i++) {
        fill_failed(append(verdict, i, "shmget-flags"));
    }
    settle_all(verdict);
    return verdict;
}
