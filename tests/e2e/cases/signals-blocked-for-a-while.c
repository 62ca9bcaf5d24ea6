/* case: who blocks all signals during a call and sets them back has left nothing
 * exercise: 06
 * replaces: channel_send channel_receive
 * options: --fast
 * exit: 0
 * within: 180
 * expect: status = pass
 * expect: stages.leaks.status = pass
 */
#include <signal.h>

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    const int result = honest_channel_send(channel, text, timeout_ms);
    const int error = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return result;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    const int result = honest_channel_receive(channel, text, capacity, timeout_ms);
    const int error = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return result;
}
