/* case: a process that calls itself ") R 1" is read right in /proc
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 */
#include <sys/prctl.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    prctl(PR_SET_NAME, ") R 1 1 1 (x", 0, 0, 0);
    for (;;) {
        pause();
    }
}
