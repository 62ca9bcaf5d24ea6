#include "base/cleanup.h"
#include "base/memory.h"
#include "proctor/exam.h"
#include "proctor/inner.h"
#include "protocol/environment.h"
#include "sandbox/spawn.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *variable(const char *name, const char *value)
{
    return memory_format("%s=%s", name, value);
}

static bool start_tests(struct exam *exam, int gate, int output, struct error *err)
{
    const struct plan *plan = exam->plan;
    AUTO_FREE char *program = memory_format("%s/tests/test", plan->arena);
    AUTO_FREE char *run = memory_format("%s/run", plan->arena);
    AUTO_FREE char *tmp = memory_format("%s/tmp", plan->arena);
    AUTO_FREE char *shared =
        plan->full ? memory_format("%s/shm", plan->arena) : memory_copy_string("/dev/shm");
    AUTO_FREE char *queues =
        plan->full ? memory_format("%s/queues", plan->arena) : memory_copy_string("/dev/mqueue");
    char *environment[] = {
        variable("PATH", "/usr/bin:/bin"),
        variable("LC_ALL", "C.UTF-8"),
        variable(SESSION_VARIABLE, exam->room.session_path),
        variable(REPORT_VARIABLE, exam->room.report_path),
        variable(SHARED_VARIABLE, shared),
        variable(QUEUES_VARIABLE, queues),
        variable(TMP_VARIABLE, tmp),
        variable(TMP_INSIDE_VARIABLE, plan->full ? "/tmp" : tmp),
        variable(RUN_VARIABLE, run),
        variable(PASS_VARIABLE, plan->memory ? "memory" : "native"),
        variable(SANDBOX_VARIABLE, plan->sandbox),
        variable(SEED_VARIABLE, plan->seed),
        variable(STOP_VARIABLE, plan->stop),
        variable(ONLY_VARIABLE, plan->only),
        variable(RECORD_VARIABLE, plan->record),
        variable(GROUP_VARIABLE, plan->group),
        memory_format(LIMITS_VARIABLE "=%s %s %s %s %s %s", plan->crowd, plan->descriptors,
                      plan->memory_kib, plan->cpu_s, plan->file_kib, plan->wall_s),
        variable(HELD_VARIABLE, plan->delay_seed != 0 ? "yes" : "no"),
        NULL,
    };
    char *arguments[] = {program, NULL};
    bool started = spawn_start(&(struct spawn){.arguments = arguments,
                                               .environment = environment,
                                               .input = gate,
                                               .output = output,
                                               .errors = output,
                                               .inherited = exam->group_files,
                                               .inherited_count = exam->group_file_count},
                               &exam->tests, err);
    for (char **item = environment; *item != NULL; item++) {
        free(*item);
    }
    return started;
}

/* A pipe whose reading end never blocks. */
static bool make_pipe(int *reader, int *writer, struct error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return error_set_errno(err, "cannot make a pipe");
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    *reader = ends[0];
    *writer = ends[1];
    return true;
}

static bool start_delays(struct exam *exam, struct error *err)
{
    exam->delays.handover = -1;
    if (exam->plan->delay_seed == 0) {
        return true;
    }
    AUTO_FREE char *path = memory_format("%s/run/" HELD_FILE, exam->plan->arena);
    return delays_start(&exam->delays, path, exam->plan->delay_seed, err);
}

/* From here on confine alone has it: when it fails, whoever waits for the listener sees the end. */
static void close_handover(struct exam *exam)
{
    if (exam->delays.handover >= 0) {
        close(exam->delays.handover);
        exam->delays.handover = -1;
    }
}

/* The test program is loaded while there is nothing to test yet: it waits for the end of its input. */
static bool start_tests_waiting(struct exam *exam, struct error *err)
{
    int gate[2];
    int output;
    if (!make_pipe(&exam->tests_output, &output, err)) {
        return false;
    }
    AUTO_CLOSE int tests_end = output;
    if (pipe2(gate, O_CLOEXEC) != 0) {
        return error_set_errno(err, "cannot make a pipe");
    }
    AUTO_CLOSE int waiting_end = gate[0];
    exam->tests_gate = gate[1];
    return start_tests(exam, waiting_end, tests_end, err);
}

/* Where the student's code prints. Open for both directions, as a terminal is: perror(3) reopens
 * standard error so, and with a pipe's writing end alone that fails and changes errno, which by hand
 * it does not. */
static bool make_student_output(int *reader, int *writer, struct error *err)
{
    int writing;
    if (!make_pipe(reader, &writing, err)) {
        return false;
    }
    AUTO_CLOSE int writing_end = writing;
    AUTO_FREE char *path = memory_format("/proc/self/fd/%d", writing_end);
    *writer = open(path, O_RDWR | O_CLOEXEC);
    return *writer >= 0 || error_set_errno(err, "cannot open %s", path);
}

/* Nobody but the tests shall have them. */
static void take_group_files(struct exam *exam)
{
    int files[2] = {-1, -1};
    (void)!sscanf(exam->plan->group, "%d %d", &files[0], &files[1]);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (files[i] >= 0 && fcntl(files[i], F_SETFD, FD_CLOEXEC) == 0) {
            exam->group_files[exam->group_file_count++] = files[i];
        }
    }
}

bool exam_start(struct exam *exam, struct error *err)
{
    int student_end;
    take_group_files(exam);
    if (!room_prepare(&exam->room, exam->plan, err) ||
        !make_student_output(&exam->student_output, &student_end, err)) {
        return false;
    }
    bool started = (!exam->plan->memory || reports_open(&exam->reports, err)) &&
                   start_delays(exam, err) &&
                   inner_start(exam->plan, exam->room.listener, exam->delays.handover,
                               exam->reports.writing, student_end, &exam->zygote, err);
    close_handover(exam);
    close(student_end);
    /* From here on the zygote alone listens: when it ends, connecting fails at once. */
    close(exam->room.listener);
    exam->room.listener = -1;
    return started && start_tests_waiting(exam, err);
}
