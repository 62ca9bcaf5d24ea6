/* The proctor: starts an examination, watches it, and brings what it found to the grader.
 *
 *     proctor ARENA full|reduced|off native|memory SEED
 *             PROCESSES DESCRIPTORS MEMORY_KIB CPU_S WALL_S FILE_KIB OUTPUT_KIB STOP
 *             fair|idle DELAY_SEED CROWD ONLY no|calls|events|snapshots
 *             "EVENTS PEAK MIB"
 *
 * It is trusted. In full mode it is root of a user namespace of its own, around an IPC namespace, a
 * PID namespace and a private file system (the outer sandbox, which grader/stage builds); it starts
 * the inner sandbox for the student's code, and the hidden test program beside that. All of them wait
 * until the object comes through the door; then it joins the records of all with its own, and ends.
 * When it ends, or is killed, the namespaces go with all that is in them. In reduced mode there are
 * none; then it is the reaper of whatever the student's code leaves behind and kills it.
 *
 * Records go to standard output. Exit status 0: the last record is "done".
 */
#include "base/cleanup.h"
#include "base/memory.h"
#include "proctor/exam.h"
#include "proctor/records.h"
#include "proctor/sweep.h"
#include "remains/remove.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    EXIT_OF_BUBBLEWRAP = 1, /* could not make its namespaces */
    EXIT_OF_CONFINE = 41,   /* sandbox/confine_main.c */
};

/* In full mode the end of the namespace does this. Without one whatever the student's code has left
 * running is a descendant of ours. */
static void kill_what_is_left(struct exam *exam)
{
    if (exam->zygote > 0) {
        kill(exam->zygote, SIGKILL);
    }
    if (exam->plan->full) {
        return;
    }
    sweep_descendants();
    exam->delays.pid = 0; /* it was one of them */
    AUTO_FREE char *run = memory_format("%s/run", exam->plan->arena);
    remains_remove(AT_FDCWD, run);
}

/* The sandbox failed, not the student: its programs say so by statuses that the driver never has. */
static bool is_sandbox_failure(int status)
{
    return WIFEXITED(status) &&
           (WEXITSTATUS(status) == EXIT_OF_BUBBLEWRAP || WEXITSTATUS(status) == EXIT_OF_CONFINE);
}

/* Valgrind ends with the same status when it cannot read what is in the student's object, as when his assembly forges
 * unwind tables. Nobody else in the inner sandbox has said anything before the driver is there. */
static bool is_of_the_object(const struct exam *exam)
{
    return exam->plan->memory &&
           strstr(text_string(&exam->student_text), "valgrind: m_debuginfo/") != NULL;
}

static void bring_in(struct exam *exam)
{
    bool broken = is_sandbox_failure(exam->zygote_status);
    if (broken) {
        exam_drain_student(exam, EXAM_TESTS_OUTPUT_MAX);
    }
    if (broken && !is_of_the_object(exam)) {
        AUTO_FREE char *message =
            memory_format("the sandbox could not be made: %s", text_string(&exam->student_text));
        records_error(message);
        return;
    }
    if (exam->student_text.length > 0) {
        records_student_output(text_string(&exam->student_text), exam->student_text.length,
                               exam->student_cut, exam->student_bytes);
    }
    if (exam->plan->memory) {
        while (reports_take(&exam->reports)) {
        }
        reports_record(&exam->reports);
    }
    if (exam->delays.table != NULL) {
        records_delays(atomic_load(&exam->delays.table->calls),
                       atomic_load(&exam->delays.table->delayed));
    }
    records_tests_ended(exam->tests_status, text_string(&exam->tests_text));
    records_done();
}

/* As bubblewrap does it in full mode: a Ctrl-Z stops the grader, whose clock then stands, and nobody here. Were all
 * stopped and continued one by one, a test could see a zygote that is still stopped, and think that the student's
 * code has done it. Nor can a signal to the own group reach the grader, or anybody the terminal. */
static void leave_terminal(const struct plan *plan)
{
    if (!plan->full) {
        (void)setsid();
    }
}

/* A descriptor for children that end and for the call to come to an end. In reduced mode that call comes
 * with the end of the grader too: nobody else would end the student's processes then. */
static int listen_to_signals(const struct plan *plan)
{
    sigset_t heard;
    sigemptyset(&heard);
    sigaddset(&heard, SIGCHLD);
    sigaddset(&heard, SIGTERM);
    sigprocmask(SIG_BLOCK, &heard, NULL);
    signal(SIGPIPE,
           SIG_IGN); /* the grader may be gone: what is left here is still to be swept up */
    if (!plan->full) {
        prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    return signalfd(-1, &heard, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool examine(const struct plan *plan, struct error *err)
{
    struct exam exam = {.plan = plan,
                        .student_output = -1,
                        .tests_output = -1,
                        .tests_gate = -1,
                        .reports = {.channel = -1, .writing = -1},
                        .room = {.report = -1, .listener = -1}};
    leave_terminal(plan);
    exam.signals = listen_to_signals(plan);
    bool started = exam_start(&exam, err) && exam_await_object(&exam, err);
    if (started && !exam.called_off) {
        exam_watch(&exam);
    }
    if (started && !exam.called_off && plan->memory) {
        exam_await_reports(&exam);
    }
    kill_what_is_left(&exam);
    if (started && !exam.called_off) {
        bring_in(&exam);
    }
    delays_stop(&exam.delays);
    room_finish(&exam.room);
    reports_finish(&exam.reports);
    text_finish(&exam.student_text);
    text_finish(&exam.tests_text);
    return started;
}

int main(int argc, char **argv)
{
    if (argc != 19) {
        fputs("The proctor is started by the grader alone.\n", stderr);
        return 3;
    }
    struct plan plan = {
        .arena = argv[1],
        .sandbox = argv[2],
        .full = strcmp(argv[2], "full") == 0,
        .memory = strcmp(argv[3], "memory") == 0,
        .seed = argv[4],
        .processes = argv[5],
        .descriptors = argv[6],
        .memory_kib = argv[7],
        .cpu_s = argv[8],
        .wall_s = argv[9],
        .file_kib = argv[10],
        .output_kib = strtol(argv[11], NULL, 10),
        .stop = argv[12],
        .idle = strcmp(argv[13], "idle") == 0,
        .delay_seed = strtoull(argv[14], NULL, 10),
        .crowd = argv[15],
        .only = argv[16],
        .record = argv[17],
        .group = argv[18],
    };
    struct error err;
    if (!examine(&plan, &err)) {
        records_error(err.message);
        return 3;
    }
    return 0;
}
