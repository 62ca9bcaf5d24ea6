#include "cli/keys.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli/stop_signals.h"

enum { CONTROL_C = 3, CONTROL_D = 4 };

struct keys keys_begin(void)
{
    struct keys keys = {.signals = -1};
    if (isatty(STDOUT_FILENO) != 1 || tcgetattr(STDIN_FILENO, &keys.before) != 0) {
        return keys;
    }
    sigset_t ending;
    stop_signals_choose(&ending);
    sigprocmask(SIG_BLOCK, &ending, &keys.blocked_before);
    keys.signals = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
    struct termios now = keys.before;
    now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    keys.active = tcsetattr(STDIN_FILENO, TCSADRAIN, &now) == 0;
    return keys;
}

/* A signal was a key: it is not to come a second time, as what it is. */
static void take_signals(const struct keys *keys)
{
    struct signalfd_siginfo info;
    while (read(keys->signals, &info, sizeof info) == sizeof info) {
    }
}

void keys_end(struct keys *keys)
{
    if (keys->active) {
        (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->before);
    }
    if (keys->signals >= 0) {
        take_signals(keys);
        (void)close(keys->signals);
        sigprocmask(SIG_SETMASK, &keys->blocked_before, NULL);
    }
    *keys = (struct keys){.signals = -1};
}

int keys_read(const struct keys *keys)
{
    struct pollfd sources[] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = keys->signals, .events = POLLIN},
    };
    unsigned char key;
    if (poll(sources, 2, -1) < 0 || sources[1].revents != 0 || read(STDIN_FILENO, &key, 1) != 1 ||
        key == 'q' || key == CONTROL_C || key == CONTROL_D) {
        return KEYS_QUIT;
    }
    return key;
}
