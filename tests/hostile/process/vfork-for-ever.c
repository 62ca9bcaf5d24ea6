/* case: a vfork whose child never ends holds the call, not the grader
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 90
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    if (vfork() == 0) {
        for (;;) {
            pause();
        }
    }
    return honest_segment_open(key, min_size);
}
