/* case: a daemon that outlives the call is found, and does not hold anything up
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: leaks[kind=process].check != null
 */
#include <stdlib.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            /* Holds every descriptor that it inherited, pipes and sockets among them. */
            for (;;) {
                sleep(1000);
            }
        }
        _exit(0);
    }
    return honest_segment_open(key, min_size);
}
