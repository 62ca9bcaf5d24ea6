/* case: output without end is dropped, and the loop ends as a time-out
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 90
 * expect: status = fail
 * expect: stages.behaviour.message ~ limit reached: output, more than 64 KiB
 * expect: checks[id=open-existing].status != pass
 * expect: stages.behaviour.status = fail
 * expect: checks[status=timeout].id = open-existing
 * expect: checks[id=open-existing].observed =~ it had not returned after (a second of processor time|four seconds)
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
