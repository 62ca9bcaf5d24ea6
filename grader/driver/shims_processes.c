/* Processes, threads, and what is sent to them. */
#include "driver/creations.h"
#include "driver/shims.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

SHIM pid_t fork(void)
{
    pid_t pid = NEXT(fork)();
    /* In the child, too: one that returns from the call says where it comes from. */
    creations_note(WIRE_OBJECT_CHILD, pid, -1, NULL, 0, CALLER);
    return pid;
}

SHIM int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                        void *argument)
{
    int saved = errno;
    errno = 0;
    int error = NEXT(pthread_create)(thread, attributes, start, argument);
    int met = errno;
    errno = met != 0 ? met : saved;
    if (error == 0) {
        creations_note(WIRE_OBJECT_THREAD, 0, -1, NULL, 0, CALLER);
    } else {
        /* EAGAIN is its word for want of memory, too; errno has what the kernel said. */
        creations_refuse(WIRE_OBJECT_THREAD, met == ENOMEM ? ENOMEM : error, 0, CALLER);
    }
    return error;
}

/* Timers and signals that wait count together. */
static int note_signal(int result, const void *caller)
{
    if (result != 0) {
        creations_note(WIRE_OBJECT_SIGNAL, -1, -1, NULL, 0, caller);
    }
    return result;
}

SHIM int timer_create(clockid_t clock, struct sigevent *event, timer_t *timer)
{
    return note_signal(NEXT(timer_create)(clock, event, timer), CALLER);
}

SHIM int sigqueue(pid_t pid, int signal, const union sigval value)
{
    return note_signal(NEXT(sigqueue)(pid, signal, value), CALLER);
}
