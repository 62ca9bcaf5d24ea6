/* case: children that nobody waits for are told and taken away
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.leaks.status = fail
 * expect: leaks[kind=process].id = 40 processes not waited for
 * expect: leaks[kind=process].location.function = segment_open
 * expect: checks[id=open-existing].observed ~ limit reached: processes, 64 of 64
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 40; i++) {
        if (fork() == 0) {
            _exit(0);
        }
    }
    return honest_segment_open(key, min_size);
}
