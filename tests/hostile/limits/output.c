/* case: output beyond its limit is dropped, and the stage's message names the limit
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: stages.behaviour.message ~ limit reached: output, more than 640 of 64 KiB
 * expect: stages.behaviour.message ~ :@write, in segment_open, printed
 */
#include <string.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    char page[4096];
    memset(page, 'x', sizeof page);
    for (int i = 0; i < 20; i++) {
        (void)!write(STDERR_FILENO, page, sizeof page); /* @write */
    }
    return honest_segment_open(key, min_size);
}
