/* The proctor: starts an examination, watches it, and brings what it found to the grader.
 *
 *     proctor ARENA full|reduced|off native|memory SEED
 *             PROCESSES DESCRIPTORS MEMORY_KIB CPU_S FILE_KIB OUTPUT_KIB STOP
 *             fair|idle DELAY_SEED CROWD ONLY no|calls|events|snapshots
 *
 * It is trusted. In full mode it is root of a user namespace of its own, around an IPC namespace, a
 * PID namespace and a private file system (the outer sandbox, which grader/stage builds); it starts
 * the inner sandbox for the student's code, and the hidden test program beside that. All of them wait
 * until the object comes through the door; then it joins the records of all with its own, and ends. When it ends, or is killed, the namespaces go with all that
 * is in them. In reduced mode there are none; then it is the reaper of whatever the student's code
 * leaves behind and kills it.
 *
 * Records go to standard output. Exit status 0: the last record is "done".
 */
#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/own_time.h"
#include "base/text.h"
#include "proctor/door.h"
#include "proctor/inner.h"
#include "proctor/plan.h"
#include "proctor/records.h"
#include "proctor/reports.h"
#include "proctor/room.h"
#include "proctor/sweep.h"
#include "protocol/environment.h"
#include "protocol/wire.h"
#include "sandbox/delays.h"
#include "sandbox/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    OUTPUT_OF_TESTS_MAX = 16 * 1024,
    LAST_REPORTS_MS = 10000, /* of their own time */
    LOOK_MS = 100,
    EXIT_OF_BUBBLEWRAP = 1, /* could not make its namespaces */
    EXIT_OF_CONFINE = 41,   /* sandbox/confine_main.c */
};

struct exam {
    const struct plan *plan;
    struct room room;
    struct reports reports; /* under Valgrind */
    pid_t zygote;
    pid_t tests;
    struct delays delays;
    int signals;        /* signalfd */
    int student_output; /* our end of a pipe */
    int tests_output;
    int tests_gate; /* closed, the tests begin */
    struct text student_text;
    struct text tests_text;
    bool student_cut, tests_cut; /* more came than these hold */
    bool called_off;             /* the grader, or its end, ends the examination */
    bool tests_ended;
    int tests_status;
    bool leaving;      /* the zygote was asked to end */
    int zygote_status; /* wait status, once it has ended by itself; else 0 */
};

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
        memory_format(LIMITS_VARIABLE "=%s %s %s %s %s", plan->crowd, plan->descriptors,
                      plan->memory_kib, plan->cpu_s, plan->file_kib),
        variable(HELD_VARIABLE, plan->delay_seed != 0 ? "yes" : "no"),
        NULL,
    };
    char *arguments[] = {program, NULL};
    bool started = spawn_start(&(struct spawn){.arguments = arguments,
                                               .environment = environment,
                                               .input = gate,
                                               .output = output,
                                               .errors = output},
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

static bool start(struct exam *exam, struct error *err)
{
    int student_end;
    if (!room_prepare(&exam->room, exam->plan, err) ||
        !make_pipe(&exam->student_output, &student_end, err)) {
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

/* Reads what there is into a text of bounded length; the rest is dropped, and *cut set. Returns bytes
 * read. */
static ssize_t drain(int fd, struct text *text, size_t limit, bool *cut)
{
    char bytes[4096];
    ssize_t length = read(fd, bytes, sizeof bytes);
    size_t room = text->length < limit ? limit - text->length : 0;
    if (length > 0) {
        *cut = *cut || (size_t)length > room;
        text_append_bytes(text, bytes, (size_t)length < room ? (size_t)length : room);
    }
    return length;
}

static bool forward_records(struct exam *exam)
{
    char bytes[65536];
    ssize_t length = read(exam->room.report, bytes, sizeof bytes);
    return length > 0 && file_write_all(STDOUT_FILENO, bytes, (size_t)length);
}

static void reap(struct exam *exam)
{
    struct signalfd_siginfo info;
    if (read(exam->signals, &info, sizeof info) < 0) {
        return;
    }
    exam->called_off = exam->called_off || info.ssi_signo == SIGTERM;
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid == exam->tests) {
            exam->tests_ended = true;
            exam->tests_status = status;
        } else if (pid == exam->zygote) {
            exam->zygote = 0;
            if (!exam->leaving) {
                exam->zygote_status = status;
                records_zygote_ended(status);
            }
        } else if (pid == exam->delays.pid) {
            exam->delays.pid = 0; /* nobody was left to be delayed */
        }
    }
}

/* Until the object is there, or it is clear that there will be none. */
static bool await_object(struct exam *exam, struct error *err)
{
    enum door door = DOOR_NOBODY;
    struct pollfd wanted[] = {
        {.fd = exam->signals, .events = POLLIN},
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = exam->reports.channel, .events = POLLIN},
    };
    while (!exam->called_off && wanted[1].revents == 0) {
        if (poll(wanted, 3, -1) < 0 && errno != EINTR) {
            return error_set_errno(err, "cannot wait for the object");
        }
        if (wanted[2].revents) {
            reports_take(&exam->reports);
        }
        if (wanted[0].revents) {
            reap(exam);
        }
    }
    if (!exam->called_off) {
        door = door_take_object(exam->plan, err);
    }
    exam->called_off = door != DOOR_OBJECT;
    return door != DOOR_FAILED;
}

static void let_tests_begin(struct exam *exam)
{
    close(exam->tests_gate);
    exam->tests_gate = -1;
}

static void watch(struct exam *exam)
{
    size_t student_limit = (size_t)exam->plan->output_kib * 1024;
    while (!exam->tests_ended && !exam->called_off) {
        struct pollfd wanted[] = {
            {.fd = exam->signals, .events = POLLIN},
            {.fd = exam->room.report, .events = POLLIN},
            {.fd = exam->student_output, .events = POLLIN},
            {.fd = exam->tests_output, .events = POLLIN},
            {.fd = exam->reports.channel, .events = POLLIN},
        };
        if (poll(wanted, 5, -1) < 0 && errno != EINTR) {
            return;
        }
        if (wanted[1].revents & POLLIN) {
            forward_records(exam);
        }
        if (wanted[2].revents && drain(exam->student_output, &exam->student_text, student_limit,
                                       &exam->student_cut) == 0) {
            close(exam->student_output);
            exam->student_output = -1;
        }
        if (wanted[3].revents && drain(exam->tests_output, &exam->tests_text, OUTPUT_OF_TESTS_MAX,
                                       &exam->tests_cut) == 0) {
            close(exam->tests_output);
            exam->tests_output = -1;
        }
        if (wanted[4].revents) {
            reports_take(&exam->reports);
        }
        if (wanted[0].revents) {
            reap(exam);
        }
    }
    while (forward_records(exam)) {
    }
}

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
}

/* The sandbox failed, not the student: its programs say so by statuses that the driver never has.
 */
static bool is_sandbox_failure(int status)
{
    return WIFEXITED(status) &&
           (WEXITSTATUS(status) == EXIT_OF_BUBBLEWRAP || WEXITSTATUS(status) == EXIT_OF_CONFINE);
}

static void await_zygote(struct exam *exam)
{
    struct pollfd wanted[] = {
        {.fd = exam->signals, .events = POLLIN},
        {.fd = exam->reports.channel, .events = POLLIN},
    };
    struct own_time time;
    own_time_begin(&time, exam->zygote);
    while (exam->zygote > 0 && !own_time_is_over(&time, LAST_REPORTS_MS)) {
        poll(wanted, 2, LOOK_MS);
        if (wanted[1].revents) {
            reports_take(&exam->reports);
        }
        if (wanted[0].revents) {
            reap(exam);
        }
    }
    own_time_finish(&time);
}

/* Under Valgrind the last actors may still be writing their reports: the zygote is asked to wait
 * for them and to end. One that does not within the time is killed, and has no report. */
static void await_reports(struct exam *exam)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", exam->room.session_path);
    AUTO_CLOSE int session = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    struct wire_request request = {.operation = WIRE_EXIT};
    exam->leaving = true;
    if (connect(session, (struct sockaddr *)&address, sizeof address) == 0 &&
        send(session, &request, sizeof request, MSG_NOSIGNAL) > 0) {
        await_zygote(exam);
    }
}

static void bring_in(struct exam *exam)
{
    if (is_sandbox_failure(exam->zygote_status)) {
        drain(exam->student_output, &exam->student_text, OUTPUT_OF_TESTS_MAX, &exam->student_cut);
        AUTO_FREE char *message =
            memory_format("the sandbox could not be made: %s", text_string(&exam->student_text));
        records_error(message);
        return;
    }
    if (exam->student_text.length > 0) {
        records_student_output(text_string(&exam->student_text), exam->student_text.length,
                               exam->student_cut);
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
    exam.signals = listen_to_signals(plan);
    bool started = start(&exam, err) && await_object(&exam, err);
    if (started && !exam.called_off) {
        let_tests_begin(&exam);
        watch(&exam);
    }
    if (started && !exam.called_off && plan->memory) {
        await_reports(&exam);
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
    if (argc != 17) {
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
        .file_kib = argv[9],
        .output_kib = strtol(argv[10], NULL, 10),
        .stop = argv[11],
        .idle = strcmp(argv[12], "idle") == 0,
        .delay_seed = strtoull(argv[13], NULL, 10),
        .crowd = argv[14],
        .only = argv[15],
        .record = argv[16],
    };
    struct error err;
    if (!examine(&plan, &err)) {
        records_error(err.message);
        return 3;
    }
    return 0;
}
