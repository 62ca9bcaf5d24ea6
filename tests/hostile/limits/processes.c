/* case: children without end come to the limit, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: processes, 64 of 64
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 1000; i++) {
        if (fork() == 0) {
            for (;;) {
                pause();
            }
        }
    }
    return honest_segment_open(key, min_size);
}
