#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "watch/watch_private.h"

static sigset_t signals_of_interest(void)
{
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sigaddset(&set, numbers[i]);
    }
    return set;
}

bool watch_signals_begin(struct watch_loop *loop, struct error *err)
{
    sigset_t set = signals_of_interest();
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    pthread_sigmask(SIG_BLOCK, &set, &loop->signals_before);
    sigaction(SIGPIPE, &ignore, &loop->pipe_before);
    loop->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return loop->signals >= 0 || error_set_errno(err, "cannot make a descriptor for signals");
}

void watch_signals_end(struct watch_loop *loop)
{
    if (loop->signals >= 0) {
        close(loop->signals);
    }
    sigaction(SIGPIPE, &loop->pipe_before, NULL);
    pthread_sigmask(SIG_SETMASK, &loop->signals_before, NULL);
}

/* Time in which the process is stopped would count as the student's: no grading lives through it. */
void watch_suspend(struct watch_loop *loop)
{
    sigset_t stop;
    sigset_t go_on;
    const struct timespec at_once = {0};
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigemptyset(&go_on);
    sigaddset(&go_on, SIGCONT);
    errand_stop(&loop->errand);
    errand_stop(&loop->recorder);
    face_leave(&loop->face);
    signal(SIGTSTP, SIG_DFL);
    (void)kill(0, SIGTSTP); /* as the terminal would: to the whole job */
    pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
    (void)sigtimedwait(&go_on, NULL, &at_once);
    face_return(&loop->face);
    watch_model_resumed(&loop->model);
}

void watch_end(struct watch_loop *loop, int number)
{
    loop->over = true;
    loop->ended_by = number;
}

void watch_signals_take(struct watch_loop *loop)
{
    struct signalfd_siginfo info;
    while (read(loop->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        switch (info.ssi_signo) {
        case SIGWINCH:
            loop->afresh = true;
            break;
        case SIGTSTP:
            loop->model.wishes.suspend = true;
            break;
        case SIGCONT:
            watch_model_resumed(&loop->model);
            break;
        default:
            watch_end(loop, (int)info.ssi_signo);
            break;
        }
    }
}
