#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/own_time.h"
#include "proctor/door.h"
#include "proctor/exam.h"
#include "proctor/records.h"
#include "protocol/environment.h"
#include "protocol/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LAST_REPORTS_MS = 10000, /* of their own time */
    LOOK_MS = 100,
    PIPE_PIECES = 32, /* pipe(7): 64 KiB */
};

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

ssize_t exam_drain_student(struct exam *exam, size_t limit)
{
    ssize_t length = drain(exam->student_output, &exam->student_text, limit, &exam->student_cut);
    exam->student_bytes += length > 0 ? (uint64_t)length : 0;
    return length;
}

/* What still lies in the pipe; whoever is left may go on writing. */
static void drain_the_rest(struct exam *exam, size_t limit)
{
    for (int i = 0; i < PIPE_PIECES && exam_drain_student(exam, limit) > 0; i++) {
    }
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
bool exam_await_object(struct exam *exam, struct error *err)
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

/* The checks look for this file (examiner/tally.h): the one under way says where it is, and no other begins. */
static void tell_time_is_up(const struct exam *exam)
{
    AUTO_FREE char *path = memory_format("%s/run/" TIME_FILE, exam->plan->arena);
    AUTO_CLOSE int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    (void)file_write_all(file, "x", 1); /* who does not hear of it is ended with all others */
}

static void answer_door(struct exam *exam)
{
    exam->door_closed = !door_take_word();
    if (!exam->door_closed) {
        tell_time_is_up(exam);
    }
}

static void let_tests_begin(struct exam *exam)
{
    close(exam->tests_gate);
    exam->tests_gate = -1;
}

void exam_watch(struct exam *exam)
{
    let_tests_begin(exam);
    size_t student_limit = (size_t)exam->plan->output_kib * 1024;
    while (!exam->tests_ended && !exam->called_off) {
        struct pollfd wanted[] = {
            {.fd = exam->signals, .events = POLLIN},
            {.fd = exam->room.report, .events = POLLIN},
            {.fd = exam->student_output, .events = POLLIN},
            {.fd = exam->tests_output, .events = POLLIN},
            {.fd = exam->reports.channel, .events = POLLIN},
            {.fd = exam->door_closed ? -1 : STDIN_FILENO, .events = POLLIN},
        };
        if (poll(wanted, sizeof wanted / sizeof wanted[0], -1) < 0 && errno != EINTR) {
            return;
        }
        if (wanted[1].revents & POLLIN) {
            forward_records(exam);
        }
        if (wanted[2].revents && exam_drain_student(exam, student_limit) == 0) {
            close(exam->student_output);
            exam->student_output = -1;
        }
        if (wanted[3].revents && drain(exam->tests_output, &exam->tests_text, EXAM_TESTS_OUTPUT_MAX,
                                       &exam->tests_cut) == 0) {
            close(exam->tests_output);
            exam->tests_output = -1;
        }
        if (wanted[4].revents) {
            reports_take(&exam->reports);
        }
        if (wanted[5].revents) {
            answer_door(exam);
        }
        if (wanted[0].revents) {
            reap(exam);
        }
    }
    while (forward_records(exam)) {
    }
    drain_the_rest(exam, student_limit);
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

void exam_await_reports(struct exam *exam)
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
