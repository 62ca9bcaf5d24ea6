/* case: a process without a socket, which waits, is told at once, where it is traced, too
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = crash
 * expect: checks[id=create-new].observed ~ closed or misused a descriptor
 * expect: checks[id=clean-failure].status = crash
 * expect: checks[id=open-existing].status = pass
 */
#include <unistd.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    close_range(0, ~0U, 0);
    for (;;) {
        pause();
    }
    return honest_segment_create(key, size, mode);
}
