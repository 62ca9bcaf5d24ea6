#include "driver/zygote.h"

#include "base/passing.h"
#include "driver/actor.h"
#include "driver/object.h"
#include "protocol/wire.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct zygote {
    const struct object *object;
    int listener;
    int session;  /* -1: none */
    int children; /* signalfd for SIGCHLD */
    sigset_t mask_of_actors;
};

static bool notify(struct zygote *zygote, enum wire_event event, pid_t pid, int status)
{
    struct wire_reply reply = {.event = event, .value = (uint64_t)pid, .error = status};
    return send(zygote->session, &reply, sizeof reply, MSG_NOSIGNAL) == (ssize_t)sizeof reply;
}

static _Noreturn void become_actor(struct zygote *zygote, int socket)
{
    close(zygote->listener);
    close(zygote->session);
    close(zygote->children);
    sigprocmask(SIG_SETMASK, &zygote->mask_of_actors, NULL);
    actor_run(socket, zygote->object);
}

/* Where Yama has it so (kernel.yama.ptrace_scope is 1, as on Ubuntu) a process can be traced by its ancestors, and by whom it
 * allows it: the tests are no ancestors, and without namespaces have no capability. Nobody else's concern: what runs
 * beside it here cannot call ptrace(2). Elsewhere it fails, and need not be. */
static void let_tests_trace(void)
{
    (void)prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0UL, 0UL, 0UL);
}

static void spawn_actor(struct zygote *zygote, int socket)
{
    pid_t pid = fork();
    if (pid == 0) {
        (void)setpgid(0, 0); /* with all that it forks: the tests can stop and end them at once */
        let_tests_trace();
        become_actor(zygote, socket);
    }
    close(socket);
    notify(zygote, WIRE_SPAWNED, pid, pid < 0 ? errno : 0);
}

/* The descriptor that came along; -1: none. A request that did not come is none that we know. */
static int receive_request(int session, struct wire_request *request)
{
    struct iovec part = {request, sizeof *request};
    int socket;
    if (passing_receive(session, &part, 1, &socket) <= 0) {
        return -1;
    }
    return socket;
}

static void tell_where(struct zygote *zygote, struct wire_request *request)
{
    request->function[WIRE_NAME_MAX - 1] = '\0';
    uintptr_t address = (uintptr_t)object_find(zygote->object, request->function);
    struct wire_reply reply = {.event = WIRE_FOUND,
                               .function_offset = object_offset(zygote->object, address)};
    send(zygote->session, &reply, sizeof reply, MSG_NOSIGNAL);
}

/* Actors that were told to exit may still be at it: under Valgrind that takes a while, and their
 * reports are wanted whole. */
static _Noreturn void exit_after_children(void)
{
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR) {
    }
    exit(EXIT_SUCCESS);
}

static void serve_session(struct zygote *zygote)
{
    struct wire_request request = {0};
    int socket = receive_request(zygote->session, &request);
    if (request.operation == WIRE_EXIT) {
        exit_after_children();
    }
    if (request.operation == WIRE_FIND) {
        tell_where(zygote, &request);
        return;
    }
    if (socket >= 0) {
        spawn_actor(zygote, socket);
        return;
    }
    close(zygote->session);
    zygote->session = -1;
}

static void reap_children(struct zygote *zygote)
{
    struct signalfd_siginfo info;
    if (read(zygote->children, &info, sizeof info) < 0) {
        return;
    }
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (zygote->session >= 0) {
            notify(zygote, WIRE_EXITED, pid, status);
        }
    }
}

bool zygote_run(int listener, const struct object *object)
{
    struct zygote zygote = {.object = object, .listener = listener, .session = -1};
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &zygote.mask_of_actors);
    zygote.children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    if (zygote.children < 0) {
        perror("signalfd");
        return false;
    }
    for (;;) {
        struct pollfd wanted[] = {
            {.fd = zygote.children, .events = POLLIN},
            {.fd = zygote.session, .events = POLLIN},
            {.fd = zygote.session < 0 ? zygote.listener : -1, .events = POLLIN},
        };
        if (poll(wanted, 3, -1) < 0 && errno != EINTR) {
            perror("poll");
            return false;
        }
        if (wanted[0].revents) {
            reap_children(&zygote);
        }
        if (wanted[1].revents) {
            serve_session(&zygote);
        }
        if (wanted[2].revents) {
            zygote.session = accept4(zygote.listener, NULL, NULL, SOCK_CLOEXEC);
        }
    }
}
