/* case: a handler of its own for the signal that asks where it hangs tells no lies
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 */
#include <signal.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    signal(62, SIG_IGN);
    for (;;) {
        pause();
    }
}
