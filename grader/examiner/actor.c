#include "examiner/actor.h"

#include "base/passing.h"
#include "examiner/actor_private.h"
#include "examiner/area.h"
#include "examiner/check.h"
#include "examiner/limits.h"
#include "examiner/noted.h"
#include "examiner/observer.h"
#include "examiner/patience.h"
#include "examiner/record.h"
#include "examiner/recorder.h"
#include "examiner/session.h"
#include "examiner/tally.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

bool actor_send(struct actor *actor, const struct wire_request *request,
                const struct argument *arguments, int descriptor)
{
    struct wire_request numbered = *request;
    objects_finish(&actor->resting);
    struct iovec parts[1 + WIRE_ARGUMENTS_MAX] = {{&numbered, sizeof numbered}};
    size_t count = 1;
    numbered.serial = ++actor->serial;
    for (uint32_t i = 0; arguments != NULL && i < request->count; i++) {
        if (arguments[i].wire.passing != WIRE_BY_VALUE) {
            parts[count++] =
                (struct iovec){(void *)(uintptr_t)arguments[i].contents, arguments[i].wire.length};
        }
    }
    return passing_send(actor->socket, parts, count, descriptor) >= 0;
}

/* The sender's process id, which the kernel vouches for (unix(7), SCM_CREDENTIALS). */
static pid_t sender_of(struct msghdr *message)
{
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL;
         header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_CREDENTIALS) {
            struct ucred credentials;
            memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
            return credentials.pid;
        }
    }
    return 0;
}

/* One message with its sender. The length that came must fit what the header says. */
static bool receive_message(int socket, struct wire_reply *reply, unsigned char *output,
                            pid_t *sender)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(struct ucred))]; /* none for descriptors: they are not taken */
    } control;
    struct iovec parts[] = {{reply, sizeof *reply}, {output, output ? WIRE_DATA_MAX : 0}};
    struct msghdr message = {.msg_iov = parts,
                             .msg_iovlen = 2,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    ssize_t length;
    do {
        length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (length < 0 && errno == EINTR);
    if (length < (ssize_t)sizeof *reply || reply->frame_count > WIRE_FRAMES_MAX ||
        reply->creation_count > WIRE_CREATIONS_MAX ||
        reply->data_length != (size_t)length - sizeof *reply) {
        return false;
    }
    for (uint32_t i = 0; i < reply->creation_count; i++) {
        reply->creations[i].name[WIRE_OBJECT_NAME_MAX - 1] = '\0';
    }
    *sender = sender_of(&message);
    return true;
}

bool actor_receive(struct actor *actor, struct wire_reply *reply, unsigned char *output)
{
    actor->speaker = 0;
    return receive_message(actor->socket, reply, output, &actor->speaker);
}

bool actor_receive_answer(struct actor *actor, struct wire_reply *reply, unsigned char *output)
{
    return actor_receive(actor, reply, output) &&
           (reply->serial == actor->serial || reply->event == WIRE_CRASHED);
}

/* A student's process may stop the zygote (they are of one user): no use in waiting for it then. */
void session_end_stopped_zygote(const struct session *session)
{
    if (session->zygote_pid > 0 && usage_state(session->zygote_pid) == 'T') {
        tally_add(TALLY_STOPPED);
        kill(session->zygote_pid, SIGKILL);
    }
}

/* A limit for things that take no time natively, stretched under Valgrind. Milliseconds. */
static unsigned patience_ms(const struct session *session)
{
    return session->under_valgrind ? 60000 : 10000;
}

/* True when a message of the actor, or of the zygote about it, comes before either has used up its
 * time. */
bool session_await_message(const struct session *session, int socket, const struct actor *actor)
{
    struct pollfd wanted = {.fd = socket, .events = POLLIN};
    if (poll(&wanted, 1, PATIENCE_LOOK_MS) > 0) {
        return true; /* most come at once, and reading /proc would take longer than they */
    }
    session_end_stopped_zygote(session);
    struct patience patience = patience_begin(session->zygote_pid, actor != NULL ? actor->pid : 0);
    return patience_await(&patience, socket, patience_ms(session));
}

static struct actor *find_inside(struct session *session, pid_t pid_inside)
{
    for (struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (actor->pid_inside == pid_inside) {
            return actor;
        }
    }
    return NULL;
}

/* Takes the next event of the zygote: a spawned or exited actor. False when it does not come within
 * the patience of the session, of which neither the zygote nor the actor that is meant (or NULL)
 * loses anything while it waits for a processor. */
static bool take_event(struct session *session, struct wire_reply *event, const struct actor *meant)
{
    pid_t sender;
    if (!session_await_message(session, session->zygote, meant) ||
        !receive_message(session->zygote, event, NULL, &sender)) {
        return false;
    }
    session->zygote_pid = sender;
    if (event->event == WIRE_EXITED) {
        struct actor *actor = find_inside(session, (pid_t)event->value);
        if (actor != NULL) {
            actor->ended = true;
            actor->status = event->error;
        }
    }
    return true;
}

_Noreturn static void report_lost_zygote(void)
{
    bool stopped = tally_read(TALLY_STOPPED) > 0;
    session_end(FINDING_CRASH, NULL,
                stopped
                    ? "kill(2), signal(7): whom does your file send SIGSTOP? A pid of 0 or -1 is "
                      "more than one process"
                    : "What does your file do when it is loaded, or to other processes?",
                "the process that has your file loaded to start another one for the next step",
                stopped ? "a signal has stopped it, as SIGSTOP does, so it starts none"
                        : "it has ended or does not answer");
}

static void pass_socket(struct session *session, int socket)
{
    struct wire_request request = {.operation = WIRE_SPAWN};
    struct iovec part = {&request, sizeof request};
    if (passing_send(session->zygote, &part, 1, socket) < 0) {
        report_lost_zygote();
    }
    close(socket);
}

static void await_spawned(struct session *session, struct actor *actor)
{
    struct wire_reply event;
    do {
        if (!take_event(session, &event, NULL)) {
            report_lost_zygote();
        }
    } while (event.event != WIRE_SPAWNED);
    if (event.error != 0) {
        errno = event.error;
        struct limit_words limit;
        bool limited = limits_explain_processes(session, &limit);
        session_end(FINDING_CRASH, NULL, "fork(2), pthread_create(3)", "room for one more process",
                    limited ? limit.text : "no process can be started any more");
    }
    actor->pid_inside = (pid_t)event.value;
}

uint64_t actor_find_function(const char *name)
{
    struct session *session = session_current();
    struct wire_request request = {.operation = WIRE_FIND};
    struct iovec part = {&request, sizeof request};
    struct wire_reply event;
    snprintf(request.function, sizeof request.function, "%s", name);
    if (session->ended || passing_send(session->zygote, &part, 1, -1) < 0) {
        return 0;
    }
    do {
        if (!take_event(session, &event, NULL)) {
            return 0; /* the next actor that is wanted will tell why */
        }
    } while (event.event != WIRE_FOUND);
    return event.function_offset;
}

static void await_ready(struct session *session, struct actor *actor)
{
    struct wire_reply reply;
    if (!session_await_message(session, actor->socket, NULL) ||
        !receive_message(actor->socket, &reply, NULL, &actor->pid)) {
        report_lost_zygote();
    }
}

struct actor *actor_spawn(const char *name)
{
    struct session *session = session_current();
    struct actor *actor = calloc(1, sizeof *actor);
    int pair[2];
    if (actor == NULL || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        abort();
    }
    int on = 1;
    setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
    actor->name = name;
    actor->socket = pair[0];
    actor->number = session->spawned++;
    actor->next = session->actors;
    session->actors = actor;
    pass_socket(session, pair[1]);
    await_spawned(session, actor);
    await_ready(session, actor);
    noted_add_process(actor->pid);
    recorder_spawned(actor);
    if (session->on_one_processor) {
        /* Only a matter of speed: refused is no harm. */
        sched_setaffinity(actor->pid, sizeof session->processor, &session->processor);
    }
    return actor;
}

pid_t actor_pid(const struct actor *actor)
{
    return actor->pid;
}

struct usage actor_usage(const struct actor *actor)
{
    struct usage usage = usage_read(actor->pid);
    unsigned stops = atomic_load(&actor->observed_stops);
    usage.wakeups = usage.wakeups > stops ? usage.wakeups - stops : 0;
    return usage;
}

bool actor_await_end(struct actor *actor)
{
    struct session *session = session_current();
    struct wire_reply event;
    while (!actor->ended) {
        if (!take_event(session, &event, actor)) {
            return false;
        }
    }
    recorder_ended(actor, actor->status);
    return true;
}

bool actor_ends_within(struct actor *actor, unsigned limit_ms)
{
    struct session *session = session_current();
    struct patience patience = patience_begin(actor->pid, 0);
    struct wire_reply event;
    while (!actor->ended && patience_await(&patience, session->zygote, limit_ms) &&
           take_event(session, &event, actor)) {
    }
    return actor->ended;
}

void actor_signal(struct actor *actor, int signal)
{
    recorder_signalled(actor, signal);
    kill(actor->pid, signal);
}

/* A process that is traced is stopped by its tracer as well (ptrace(2), group-stop): proc(5) cannot tell
 * the two apart, the observer can. */
void actor_stop(struct actor *actor)
{
    actor_signal(actor, SIGSTOP);
    while (usage_state(actor->pid) != 'T' && !observer_sees_stopped(actor)) {
        actor_await_any(&actor, 1, 1);
    }
}

void actor_kill(struct actor *actor)
{
    if (!actor->ended) {
        record_actor(actor->pid, session_current()->check, true);
        recorder_killed(actor);
        kill(actor->pid, SIGKILL);
        actor_abandon(actor);
        if (!actor_await_end(actor)) {
            report_lost_zygote();
        }
    }
}

void actor_exit(struct actor *actor)
{
    actor_send(actor, &(struct wire_request){.operation = WIRE_EXIT}, NULL, -1);
    if (!actor_await_end(actor)) {
        actor_report_hang(actor, "an ordinary exit");
    }
}
