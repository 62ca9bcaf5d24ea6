/* case: a wait ends at the time of a call, and the line is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 * expect: checks[id=open-existing].observed ~ four seconds; it was waiting
 * expect: checks[id=open-existing].location.line = @wait
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (;;) {
        pause(); /* @wait */
    }
}
