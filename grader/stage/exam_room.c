#include "stage/exam_room.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/passing.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/control_group.h"
#include "sandbox/spawn.h"
#include "stage/arena.h"
#include "stage/channel.h"
#include "stage/exam_intake.h"
#include "stage/exam_sandbox.h"
#include "stage/leftovers.h"
#include "stage/turn.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LAST_WORDS_MS =
        2000, /* own time in which a check may say where it is when the time of the run is up */
    SWEEP_MS = 60000, /* for the proctor to end what is left, on a machine that is full of it */
    VALGRIND_FACTOR = 5,
    FULL_PROCESSES = 4,     /* that may be at their limit of memory at the same time */
    TRUSTED_TASKS_MAX = 48, /* sandboxes, proctor, tests and what they start */
};

enum { RECORDS, COMPLAINTS, CHANNELS };

struct exam_room {
    struct examination_plan plan; /* that it was opened for */
    bool full;
    pid_t pid; /* bubblewrap's keeper, or the proctor's in reduced mode; 0: ended and reaped */
    int door;  /* the socket that the object goes through */
    struct channel channels[CHANNELS];
    struct text complaints;     /* what bubblewrap or the proctor say on standard error */
    char *arena;                /* folder of reduced mode; NULL in full mode */
    int turn;                   /* of reduced mode; -1 in full mode */
    struct control_group group; /* all of its processes, where the host grants that */
};

/* --- opening ------------------------------------------------------------------------------ */

static bool start(struct exam_room *room, const struct bubblewrap *list, int door,
                  struct error *err)
{
    static char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
    struct spawn spawn = {.arguments = list->arguments + (room->full ? 0 : 1),
                          .environment = environment,
                          .input = door,
                          .output = room->channels[RECORDS].writer,
                          .errors = room->channels[COMPLAINTS].writer,
                          .inherited = list->descriptors,
                          .inherited_count = list->descriptor_count,
                          .group = &room->group,
                          .drop_root = true,
                          .kept = room->full};
    pid_t pid;
    bool started = spawn_start(&spawn, &pid, err);
    room->pid = started ? pid : 0;
    return started;
}

static bool open_door(struct exam_room *room, int *inside, struct error *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return error_set_errno(err, "cannot make a pair of sockets");
    }
    room->door = ends[0];
    *inside = ends[1];
    return true;
}

static bool take_turn(struct exam_room *room, const struct machine *machine, struct error *err)
{
    if (room->full) {
        return true;
    }
    bool taken = turn_take(&room->turn, machine->cancel, err);
    if (taken) {
        leftovers_remove();
    }
    return taken;
}

/* Of all processes together: what few of them could fill alone, or a crowd with little each. Not for correct
 * solutions, which come to a tenth of it. The trusted processes count, too. */
static void open_group(struct exam_room *room)
{
    const struct manifest_limits *limits = &room->plan.manifest->limits;
    unsigned long long kib = examination_memory_kib(limits, room->plan.memory);
    control_group_create_here(&room->group,
                              &(struct control_group_limits){
                                  .memory_bytes = (kib * FULL_PROCESSES + limits->shared_kib) << 10,
                                  .tasks = limits->processes + TRUSTED_TASKS_MAX});
}

static bool furnish(struct exam_room *room, const struct machine *machine, struct error *err)
{
    AUTO_CLOSE int inside = -1;
    struct bubblewrap list;
    bubblewrap_init(&list);
    open_group(room);
    bool furnished =
        take_turn(room, machine, err) && channel_open(&room->channels[RECORDS], NULL, 0, err) &&
        channel_open(&room->channels[COMPLAINTS], &room->complaints, sizeof err->message, err) &&
        open_door(room, &inside, err) &&
        exam_sandbox_fill(&list, machine, &room->plan, &room->group, &room->arena, err) &&
        start(room, &list, inside, err);
    bubblewrap_finish(&list);
    return furnished;
}

struct exam_room *exam_room_open(const struct machine *machine, const struct examination_plan *plan,
                                 struct error *err)
{
    AUTO_EXAM_ROOM struct exam_room *room = memory_allocate(1, sizeof *room);
    *room = (struct exam_room){.plan = *plan,
                               .full = machine->full,
                               .door = -1,
                               .turn = -1,
                               .group = {.events = -1, .peak = -1}};
    for (int i = 0; i < CHANNELS; i++) {
        room->channels[i] = (struct channel){.reader = -1, .writer = -1};
    }
    return furnish(room, machine, err) ? steal_pointer(&room) : NULL;
}

bool exam_room_fits(const struct exam_room *room, const struct examination_plan *plan)
{
    return examination_plans_agree(&room->plan, plan);
}

bool exam_room_is_alive(const struct exam_room *room)
{
    siginfo_t info = {0};
    return room->pid > 0 &&
           waitid(P_PID, (id_t)room->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

/* --- the examination ---------------------------------------------------------------------- */

/* One message; the descriptor goes along unless it is -1. */
static bool send_through(int door, int fd)
{
    char word = 'o';
    struct iovec part = {&word, sizeof word};
    return passing_send(door, &part, 1, fd) > 0;
}

/* In reduced mode the object goes into the arena as everything else did; then the message says only
 * that it is there. One that nobody takes is no failure by itself: the channels will tell why. */
static bool hand_over(struct exam_room *room, const struct text *object, struct error *err)
{
    AUTO_CLOSE int fd = machine_memory_file("object", object->bytes, object->length, err);
    if (fd < 0 ||
        (!room->full && !arena_put(room->arena, "object/student.so", steal_fd(&fd), 0555, err))) {
        return false;
    }
    (void)send_through(room->door, fd);
    return true;
}

/* The namespaces of the outer sandbox end with its first process. Without them the proctor has to end
 * what the student's code has started, and is given time for it. */
static void call_off(const struct exam_room *room)
{
    AUTO_CLOSE int ended = room->full ? -1 : (int)syscall(SYS_pidfd_open, room->pid, 0);
    struct pollfd wanted = {.fd = ended, .events = POLLIN};
    /* It may have been stopped: by a Ctrl-Z, with all that the terminal runs. */
    if (ended >= 0 && kill(room->pid, SIGTERM) == 0 && kill(room->pid, SIGCONT) == 0) {
        while (poll(&wanted, 1, SWEEP_MS) < 0 && errno == EINTR) {
        }
    }
    kill(room->pid, room->full ? SIGTERM : SIGKILL);
    kill(room->pid, SIGCONT); /* a keeper may have been stopped as well */
}

/* The check under way is asked where it is. False when it does not come to an end of its own. */
static bool hear_last_words(struct exam_room *room, struct channel_limit *limit)
{
    bool wanted = limit->abandoned == NULL || !atomic_load(limit->abandoned);
    limit->own_ms = room->plan.memory ? LAST_WORDS_MS * VALGRIND_FACTOR : LAST_WORDS_MS;
    return wanted && send_through(room->door, -1) &&
           channel_read_all(room->channels, CHANNELS, limit);
}

static int reap(struct exam_room *room)
{
    int status = 0;
    kill(room->pid, SIGCONT); /* whoever was stopped shall end too */
    while (waitpid(room->pid, &status, 0) < 0 && errno == EINTR) {
    }
    room->pid = 0;
    return status;
}

static bool judge_end(const struct exam_room *room, const struct exam_intake *intake, int status,
                      struct error *err)
{
    const struct examination *examination = intake->examination;
    if (intake->failed) {
        *err = intake->err;
        return false;
    }
    return examination->complete || examination->timed_out ||
           error_set(err, "an examination ended early (status %d): %s", status,
                     text_string(&room->complaints));
}

bool exam_room_examine(struct exam_room *room, const struct machine *machine,
                       const struct examination_plan *plan, struct examination *examination,
                       struct error *err)
{
    long begin_ms = clock_now_ms();
    struct exam_intake intake = {.examination = examination, .plan = plan};
    *examination = (struct examination){0};
    if (!hand_over(room, plan->object, err)) {
        return false;
    }
    struct channel_limit limit = {.worker = room->pid,
                                  .own_ms =
                                      examination_wall_ms(&plan->manifest->limits, plan->memory),
                                  .abandoned = plan->abandoned,
                                  .cancel = machine->cancel};
    room->channels[RECORDS].take = exam_intake_take;
    room->channels[RECORDS].context = &intake;
    examination->timed_out = !channel_read_all(room->channels, CHANNELS, &limit);
    if (examination->timed_out && !hear_last_words(room, &limit)) {
        call_off(room);
    }
    int status = reap(room);
    examination->exhausted_mib =
        control_group_was_exhausted(&room->group) ? room->group.memory_bytes >> 20 : 0;
    text_finish(&intake.line);
    examination->duration_ms = clock_now_ms() - begin_ms;
    return judge_end(room, &intake, status, err);
}

void exam_room_close(struct exam_room *room)
{
    if (room == NULL) {
        return;
    }
    if (room->pid > 0) {
        call_off(room);
        (void)reap(room);
    }
    control_group_remove(&room->group);
    for (int i = 0; i < CHANNELS; i++) {
        channel_close(&room->channels[i]);
    }
    if (room->door >= 0) {
        close(room->door);
    }
    arena_remove(room->arena);
    if (room->turn >= 0) {
        leftovers_remove();
        close(room->turn);
    }
    free(room->arena);
    text_finish(&room->complaints);
    free(room);
}
