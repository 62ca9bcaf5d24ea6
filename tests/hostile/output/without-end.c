/* case: output without end is dropped, and the loop ends as a time-out
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.message ~ limit reached: output, more than 640 of 64 KiB
 * expect: stages.behaviour.status = fail
 * expect: checks[id=open-existing].status = timeout
 * expect: checks[id=open-existing].observed =~ it had not returned after .*; it was (running in a loop|waiting)
 */
#include <string.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    char page[4096];
    memset(page, 'x', sizeof page);
    for (;;) {
        (void)!write(STDOUT_FILENO, page, sizeof page);
    }
}
