#include "stage/examination.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/spawn.h"
#include "stage/arena.h"
#include "stage/channel.h"
#include "stage/exam_records.h"
#include "stage/exam_sandbox.h"
#include "stage/leftovers.h"
#include "stage/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LINE_BYTES_MAX = 4 << 20, /* of one record */
    SWEEP_MS = 60000,    /* for the proctor to end what is left, on a machine that is full of it */
    VALGRIND_FACTOR = 4, /* on the wall clock limit of the manifest */
    VALGRIND_MEMORY_FACTOR = 2,
    VALGRIND_MEMORY_KIB = 512 << 10, /* and so much more */
};

unsigned examination_memory_kib(const struct manifest_limits *limits, bool memory)
{
    return memory ? limits->memory_kib * VALGRIND_MEMORY_FACTOR + VALGRIND_MEMORY_KIB
                  : limits->memory_kib;
}

/* Of the run's own time (base/own_time.h): a busy machine does not bring it nearer. */
unsigned examination_wall_ms(const struct manifest_limits *limits, bool memory)
{
    return limits->wall_ms * (memory ? VALGRIND_FACTOR : 1);
}

/* Records as they come: pieces become lines, lines become data. */
struct intake {
    struct examination *examination;
    const struct examination_plan *plan;
    struct text line;
    bool failed;
    struct error err;
};

static void take_line(struct intake *intake)
{
    if (!intake->failed && intake->line.length > 0) {
        intake->failed =
            !exam_records_take(intake->examination, text_string(&intake->line), &intake->err);
    }
    text_clear(&intake->line);
}

static void take_bytes(void *context, const char *bytes, size_t length)
{
    struct intake *intake = context;
    while (length > 0) {
        const char *newline = memchr(bytes, '\n', length);
        size_t part = newline != NULL ? (size_t)(newline - bytes) : length;
        if (intake->line.length + part <= LINE_BYTES_MAX) {
            text_append_bytes(&intake->line, bytes, part);
        }
        if (newline == NULL) {
            return;
        }
        take_line(intake);
        bytes += part + 1;
        length -= part + 1;
    }
}

/* The namespaces of the outer sandbox end with its first process. Without them the proctor has to end what the
 * student's code has started, and is given time for it. */
static void call_off(pid_t pid, bool full)
{
    AUTO_CLOSE int ended = full ? -1 : (int)syscall(SYS_pidfd_open, pid, 0);
    struct pollfd wanted = {.fd = ended, .events = POLLIN};
    if (ended >= 0 && kill(pid, SIGTERM) == 0) {
        while (poll(&wanted, 1, SWEEP_MS) < 0 && errno == EINTR) {
        }
    }
    kill(pid, SIGKILL);
}

static bool execute(const struct bubblewrap *list, bool full, struct intake *intake,
                    struct error *err)
{
    static char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
    struct channel channels[2];
    struct text complaints = {0};
    pid_t pid;
    int status = 0;
    if (!channel_open(&channels[0], NULL, 0, err)) {
        return false;
    }
    if (!channel_open(&channels[1], &complaints, sizeof err->message, err)) {
        channel_close(&channels[0]);
        return false;
    }
    channels[0].take = take_bytes;
    channels[0].context = intake;
    struct spawn spawn = {.arguments = list->arguments + (full ? 0 : 1),
                          .environment = environment,
                          .input = -1,
                          .output = channels[0].writer,
                          .errors = channels[1].writer,
                          .inherited = list->descriptors,
                          .inherited_count = list->descriptor_count,
                          .drop_root = true};
    bool started = spawn_start(&spawn, &pid, err);
    if (started) {
        const struct channel_limit limit = {
            .worker = pid,
            .own_ms = examination_wall_ms(&intake->plan->manifest->limits, intake->plan->memory),
            .abandoned = intake->plan->abandoned};
        intake->examination->timed_out = !channel_read_all(channels, 2, &limit);
        if (intake->examination->timed_out) {
            call_off(pid, full);
        }
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    channel_close(&channels[0]);
    channel_close(&channels[1]);
    if (started && intake->failed) {
        *err = intake->err;
        started = false;
    } else if (started && !intake->examination->complete && !intake->examination->timed_out) {
        started = error_set(err, "an examination ended early (status %d): %s", status,
                            text_string(&complaints));
    }
    text_finish(&complaints);
    return started;
}

bool examination_run(const struct machine *machine, const struct examination_plan *plan,
                     struct examination *examination, struct error *err)
{
    struct bubblewrap list;
    AUTO_FREE char *arena = NULL;
    AUTO_CLOSE int turn = -1;
    *examination = (struct examination){0};
    if (!machine->full) {
        if (!turn_take(&turn, err)) {
            return false;
        }
        leftovers_remove();
    }
    long begin_ms = clock_now_ms();
    struct intake intake = {.examination = examination, .plan = plan};
    bubblewrap_init(&list);
    bool done = exam_sandbox_fill(&list, machine, plan, &arena, err) &&
                execute(&list, machine->full, &intake, err);
    text_finish(&intake.line);
    bubblewrap_finish(&list);
    arena_remove(arena);
    if (!machine->full) {
        leftovers_remove();
    }
    examination->duration_ms = clock_now_ms() - begin_ms;
    return done;
}

static void finish_check(struct examined_check *check)
{
    free(check->id);
    free(check->status);
    free(check->did);
    free(check->expected);
    free(check->observed);
    free(check->look);
    free(check->function);
}

static void finish_leak(struct examined_leak *leak)
{
    free(leak->kind);
    free(leak->id);
    free(leak->check);
    free(leak->call);
}

void examination_finish(struct examination *examination)
{
    for (size_t i = 0; i < examination->check_count; i++) {
        finish_check(&examination->checks[i]);
    }
    for (size_t i = 0; i < examination->leak_count; i++) {
        finish_leak(&examination->leaks[i]);
    }
    for (size_t i = 0; i < examination->actor_count; i++) {
        free(examination->actors[i].check);
    }
    for (size_t i = 0; i < examination->report_count; i++) {
        free(examination->reports[i].xml);
    }
    for (size_t i = 0; i < examination->function_count; i++) {
        free(examination->functions[i].name);
    }
    timeline_finish(&examination->timeline);
    free(examination->functions);
    free(examination->checks);
    free(examination->leaks);
    free(examination->actors);
    free(examination->reports);
    free(examination->output);
    free(examination->tests_output);
    *examination = (struct examination){0};
}
