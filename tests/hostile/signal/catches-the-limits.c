/* case: whoever catches SIGXCPU and SIGXFSZ gains no time and no space
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
    (void)key;
    (void)min_size;
    signal(SIGXCPU, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    for (;;) {
    }
}
