#include "demo/stage_sleep.h"

#include <errno.h>
#include <stddef.h>
#include <sys/syscall.h>

static const struct sleep_call calls[] = {
    {SYS_futex, SLEEP_FOR_PEER, "sleeps in futex(2)"},
#ifdef SYS_futex_time64
    {SYS_futex_time64, SLEEP_FOR_PEER, "sleeps in futex(2)"},
#endif
#ifdef SYS_semtimedop
    {SYS_semtimedop, SLEEP_FOR_PEER, "sleeps in semtimedop(2)"},
#endif
#ifdef SYS_semtimedop_time64
    {SYS_semtimedop_time64, SLEEP_FOR_PEER, "sleeps in semtimedop(2)"},
#endif
#ifdef SYS_nanosleep
    {SYS_nanosleep, SLEEP_FOR_TIME, "naps in nanosleep(2)"},
#endif
#ifdef SYS_clock_nanosleep
    {SYS_clock_nanosleep, SLEEP_FOR_TIME, "naps in nanosleep(2)"},
#endif
#ifdef SYS_clock_nanosleep_time64
    {SYS_clock_nanosleep_time64, SLEEP_FOR_TIME, "naps in nanosleep(2)"},
#endif
#ifdef SYS_rt_sigtimedwait
    {SYS_rt_sigtimedwait, SLEEP_FOR_SIGNAL, "sleeps in sigwait(3)"},
#endif
#ifdef SYS_rt_sigtimedwait_time64
    {SYS_rt_sigtimedwait_time64, SLEEP_FOR_SIGNAL, "sleeps in sigwait(3)"},
#endif
};

const struct sleep_call *sleep_call_find(long number)
{
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (calls[i].number == number) {
            return &calls[i];
        }
    }
    return NULL;
}

bool sleep_call_gave_up(const struct sleep_call *call, long long result)
{
    return call->kind == SLEEP_FOR_PEER &&
           (result == -EAGAIN || result == -ETIMEDOUT || result == -EINTR);
}
