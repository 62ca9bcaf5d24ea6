/* case: a process that stops itself is a time-out
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 */
#include <signal.h>

int segment_open(key_t key, size_t min_size)
{
    raise(SIGSTOP);
    return honest_segment_open(key, min_size);
}
