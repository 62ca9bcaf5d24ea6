/* case: a flood of output is bounded, and told: the functions print nothing
 * exercise: 03
 * replaces: segment_remove
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=prints-nothing].status = fail
 * expect: checks[status=fail].id = prints-nothing
 * expect: stages.behaviour.message ~ limit reached: output, more than 640 of 64 KiB
 * expect: checks[id=prints-nothing].observed ~ segment_remove wrote something to standard output
 * expect: checks[id=prints-nothing].look ~ Nothing is printed
 */
#include <string.h>
#include <unistd.h>

int segment_remove(int shmid)
{
    char page[4096];
    memset(page, 'x', sizeof page);
    for (int i = 0; i < 2000; i++) {
        (void)!write(STDOUT_FILENO, page, sizeof page);
        (void)!write(STDERR_FILENO, page, sizeof page);
    }
    return honest_segment_remove(shmid);
}
