/* case: a handler that returns into the crash is a loop, and ends as one
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=open-existing].status != pass
 */
#include <signal.h>

static void nothing(int signal)
{
    (void)signal;
}

int segment_open(key_t key, size_t min_size)
{
    signal(SIGSEGV, nothing);
    *(volatile int *)8 = 1;
    return honest_segment_open(key, min_size);
}
