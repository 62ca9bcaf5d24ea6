/* case: code that runs when the file is loaded is refused
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ constructor
 * expect: score.earned = 0
 */
#include <unistd.h>

__attribute__((constructor)) static void forge_report(void)
{
    _exit(0);
}

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
