#include "grade/judge_memory.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "grade/stage_words.h"
#include "stage/valgrind.h"

#include <string.h>

#define LOOK_AT_MEMORY                                                                             \
    "malloc(3), mmap(2): what ends the loop that asks for it, and what gives it back?"

static void settle(struct exercise_verdict *exercise, enum status status, const char *message)
{
    exercise->stages[STAGE_MEMORY].status = status;
    memory_set_string(&exercise->stages[STAGE_MEMORY].message, message);
    for (size_t i = 0; i < exercise->check_count; i++) {
        struct check_verdict *check = &exercise->checks[i];
        if (check->stage == STAGE_MEMORY) {
            check->status = status == STATUS_ERROR ? STATUS_SKIP : status;
            memory_set_string(&check->observed, message);
        }
    }
}

static const struct valgrind_report *find_report(const struct examination *examination, int pid)
{
    for (size_t i = 0; i < examination->report_count; i++) {
        if (examination->reports[i].pid == pid) {
            return &examination->reports[i];
        }
    }
    return NULL;
}

static bool is_actor(const struct examination *examination, int pid)
{
    bool is = false;
    for (size_t i = 0; i < examination->actor_count; i++) {
        is = is || examination->actors[i].pid == pid;
    }
    return is;
}

/* Reads the reports of all actors. True when each that was not killed by the test gave a whole one. */
static bool read_reports(const struct examination *examination, struct memory_findings *findings)
{
    bool whole = true;
    for (size_t i = 0; i < examination->actor_count; i++) {
        const struct examined_actor *actor = &examination->actors[i];
        const struct valgrind_report *report = find_report(examination, actor->pid);
        bool read = report != NULL && report->xml != NULL &&
                    valgrind_read(report->xml, actor->pid, findings);
        whole = whole && (read || actor->killed);
    }
    return whole;
}

/* Of the processes that the student's code has made itself. How they end is its own affair. */
static void read_reports_of_children(const struct examination *examination,
                                     struct memory_findings *findings)
{
    for (size_t i = 0; i < examination->report_count; i++) {
        const struct valgrind_report *report = &examination->reports[i];
        if (report->xml != NULL && !is_actor(examination, report->pid)) {
            (void)valgrind_read(report->xml, report->pid, findings);
        }
    }
}

static void add_findings(const struct passes *passes, const struct memory_findings *findings,
                         struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct memory_finding *found = &findings->items[i];
        if (found->file == NULL) {
            continue; /* there is no line to show */
        }
        struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
        *diagnostic = (struct diagnostic){
            .stage = STAGE_MEMORY,
            .severity = memory_copy_string("error"),
            .file = memory_copy_string(found->file),
            .line = found->line,
            .message = memory_copy_string(found->message),
        };
        if (strcmp(found->file, exercise->source) == 0) {
            diagnostic->excerpt = source_line(&passes->source, found->line);
        }
    }
}

/* The first check that went wrong under Valgrind though it was right without; NULL when none did. */
static const struct examined_check *find_difference(const struct examination *examination)
{
    for (size_t i = 0; i < examination->check_count; i++) {
        const char *status = examination->checks[i].status;
        if (status != NULL && strcmp(status, "pass") != 0 && strcmp(status, "skip") != 0) {
            return &examination->checks[i];
        }
    }
    return NULL;
}

static void fail_for_findings(const struct memory_findings *findings,
                              struct exercise_verdict *exercise)
{
    const struct memory_finding *first = &findings->items[0];
    AUTO_FREE char *message = stage_words_place(first);
    settle(exercise, STATUS_FAIL, message);
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (exercise->checks[i].stage == STAGE_MEMORY) {
            stage_words_for_memory(&exercise->checks[i], first);
        }
    }
}

static void fail_for_run(struct exercise_verdict *exercise, const char *look, const char *message)
{
    settle(exercise, STATUS_FAIL, message);
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (exercise->checks[i].stage == STAGE_MEMORY) {
            stage_words_for_memory_run(&exercise->checks[i], look);
        }
    }
}

/* Valgrind says so in the student's output before it gives up. That only chooses the words. */
static bool gave_up_for_memory(const struct examination *examination)
{
    return examination->output != NULL && strstr(examination->output, "out_of_memory") != NULL;
}

/* As it says before it ends, while it reads an object's tables for the debugger and the unwinder (proctor/main.c). */
static bool gave_up_for_object(const struct examination *examination)
{
    return examination->output != NULL &&
           strstr(examination->output, "valgrind: m_debuginfo/") != NULL;
}

/* Where the time ran out. Empty: nobody has said so. */
static char *under_way(const struct examination *examination)
{
    const struct examined_check *last = examination_last_words(examination);
    return last != NULL && last->function != NULL
               ? memory_format("; the last was %s, in a call of %s", last->id, last->function)
               : memory_copy_string("");
}

static void judge_without_findings(const struct passes *passes, bool whole, bool behaviour_passed,
                                   struct exercise_verdict *exercise)
{
    const struct examination *examination = &passes->memory.examination;
    const struct manifest_limits *limits = &passes->manifest->limits;
    const struct examined_check *difference = find_difference(examination);
    if (!behaviour_passed) {
        settle(exercise, STATUS_SKIP, "not proven: the behaviour is to be right first");
    } else if (examination->timed_out) {
        unsigned wall_s = examination_wall_ms(limits, true) / 1000;
        AUTO_FREE char *where = under_way(examination);
        AUTO_FREE char *message = memory_format("limit reached: time of the run, %u of %u s under "
                                                "Valgrind; the checks did not come to an end%s",
                                                wall_s, wall_s, where);
        fail_for_run(exercise, "what takes its time, and how often is it done?", message);
    } else if (gave_up_for_object(examination) && (difference != NULL || !whole)) {
        fail_for_run(exercise, "the assembly in your file (asm, .section)",
                     "Valgrind cannot read the debug information or the unwind tables of what was "
                     "built: the file's assembly makes sections of these names, and no exercise "
                     "needs that");
    } else if (examination->exhausted_mib != 0 && (difference != NULL || !whole)) {
        AUTO_FREE char *message =
            memory_format("limit reached: memory of all processes together, %llu MiB under "
                          "Valgrind: the kernel ended some of them",
                          examination->exhausted_mib);
        fail_for_run(exercise, LOOK_AT_MEMORY, message);
    } else if (gave_up_for_memory(examination) && (difference != NULL || !whole)) {
        AUTO_FREE char *message = memory_format(
            "limit reached: memory of a process, %u MiB (%u MiB under Valgrind); which loop "
            "allocates without end?",
            limits->memory_kib / 1024, examination_memory_kib(limits, true) / 1024);
        fail_for_run(exercise, LOOK_AT_MEMORY, message);
    } else if (difference != NULL) {
        AUTO_FREE char *message = memory_format("%s passes natively and fails under Valgrind: %s",
                                                difference->id, difference->observed);
        fail_for_run(exercise,
                     "what your file does only there: does it ask about the machine it runs on, or "
                     "count on the time or the memory that it has?",
                     message);
    } else if (!whole) {
        fail_for_run(exercise,
                     "_exit(2), execve(2), kill(2): a process ends when we say so; close(2), "
                     "write(2): use the descriptors that you opened, and no others",
                     "a process gave no whole report: it ended, or wrote into Valgrind's report, "
                     "on its own");
    } else {
        settle(exercise, STATUS_PASS, NULL);
    }
}

uint64_t judge_memory_place(const struct passes *passes)
{
    const struct examined_check *difference = find_difference(&passes->memory.examination);
    const struct examination *native = &passes->native.examination;
    const char *name = difference != NULL ? difference->function : NULL;
    for (size_t i = 0; name != NULL && i < native->function_count; i++) {
        if (strcmp(native->functions[i].name, name) == 0) {
            return native->functions[i].offset;
        }
    }
    return 0;
}

void judge_memory_leave_out(struct exercise_verdict *exercise, const char *why)
{
    exercise->stages[STAGE_MEMORY].not_asked = true;
    settle(exercise, STATUS_SKIP, why);
}

void judge_memory(const struct passes *passes, bool behaviour_passed,
                  struct exercise_verdict *exercise)
{
    const struct pass *memory = &passes->memory;
    if (!memory->asked) {
        judge_memory_leave_out(exercise, "not asked for (--fast)");
        return;
    }
    if (atomic_load(&passes->hangs)) {
        settle(exercise, STATUS_SKIP,
               "not proven: a call that does not come back is to be mended first");
        return;
    }
    if (memory->failed || !memory->examined) {
        settle(exercise, STATUS_ERROR,
               memory->failed ? memory->err.message
                              : "the file was built natively and not for Valgrind");
        return;
    }
    struct memory_findings findings = {0};
    bool whole = read_reports(&memory->examination, &findings);
    read_reports_of_children(&memory->examination, &findings);
    exercise->stages[STAGE_MEMORY].duration_ms = memory->examination.duration_ms;
    add_findings(passes, &findings, exercise);
    if (findings.count > 0) {
        fail_for_findings(&findings, exercise);
    } else {
        judge_without_findings(passes, whole, behaviour_passed, exercise);
    }
    memory_findings_finish(&findings);
}
