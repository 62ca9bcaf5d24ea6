#include "cli/stop_signals.h"

#include "cli/console.h"

#include <errno.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* Until a signal comes or the cancel is raised by somebody else. */
static void *watch(void *context)
{
    struct stop_signals *stop = context;
    struct pollfd watched[] = {{.fd = stop->fd, .events = POLLIN},
                               {.fd = stop->cancel.fd, .events = POLLIN}};
    while (poll(watched, 2, -1) < 0 && errno == EINTR) {
    }
    struct signalfd_siginfo info;
    if (watched[0].revents != 0 && read(stop->fd, &info, sizeof info) == sizeof info) {
        atomic_store(&stop->number, (int)info.ssi_signo);
        cancel_raise(&stop->cancel);
    }
    return NULL;
}

/* Under nohup(1) a terminal that goes away is no reason to stop. */
static bool is_hangup_ignored(void)
{
    struct sigaction action;
    return sigaction(SIGHUP, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void stop_signals_choose(sigset_t *signals)
{
    sigemptyset(signals);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGQUIT);
    sigaddset(signals, SIGTERM);
    if (!is_hangup_ignored()) {
        sigaddset(signals, SIGHUP);
    }
}

bool stop_signals_begin(struct stop_signals *stop, struct error *err)
{
    sigset_t signals;
    stop_signals_choose(&signals);
    *stop = (struct stop_signals){.fd = -1};
    if (!cancel_init(&stop->cancel, err)) {
        return false;
    }
    stop->fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    (void)pthread_sigmask(SIG_BLOCK, &signals, &stop->before);
    if (stop->fd >= 0 && pthread_create(&stop->watcher, NULL, watch, stop) == 0) {
        return true;
    }
    (void)pthread_sigmask(SIG_SETMASK, &stop->before, NULL);
    cancel_finish(&stop->cancel);
    if (stop->fd >= 0) {
        close(stop->fd);
    }
    return error_set(err, "cannot watch for signals: there are too many descriptors or threads");
}

int stop_signals_end(struct stop_signals *stop)
{
    cancel_raise(&stop->cancel);
    (void)pthread_join(stop->watcher, NULL);
    (void)pthread_sigmask(SIG_SETMASK, &stop->before, NULL);
    close(stop->fd);
    cancel_finish(&stop->cancel);
    return atomic_load(&stop->number);
}

void stop_signals_die(int number, const struct command_call *call)
{
    struct error ignored;
    (void)console_write(call->out, &ignored);
    signal(number, SIG_DFL);
    (void)raise(number);
}
