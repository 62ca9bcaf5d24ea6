#include "cli/keys.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/cleanup.h"

enum { CONTROL_C = 3, CONTROL_D = 4 };

static sigset_t ending_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

struct keys keys_begin(void)
{
    struct keys keys = {.signals = -1};
    if (isatty(STDOUT_FILENO) != 1 || tcgetattr(STDIN_FILENO, &keys.before) != 0) {
        return keys;
    }
    sigset_t ending = ending_signals();
    sigprocmask(SIG_BLOCK, &ending, NULL);
    keys.signals = signalfd(-1, &ending, SFD_CLOEXEC);
    struct termios now = keys.before;
    now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    keys.active = tcsetattr(STDIN_FILENO, TCSADRAIN, &now) == 0;
    return keys;
}

void keys_end(struct keys *keys)
{
    if (keys->active) {
        (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->before);
    }
    if (keys->signals >= 0) {
        (void)close(keys->signals);
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
