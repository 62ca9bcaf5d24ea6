/* case: memory that is never freed is found by Valgrind, with the line that allocated it
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 * expect: diagnostics[message~never freed].line = @allocation
 */
#include <stdlib.h>
#include <string.h>

int segment_open(key_t key, size_t min_size)
{
    char *lost = malloc(100); /* @allocation */
    memset(lost, 0, 100);
    __asm__ volatile("" : : "r"(lost) : "memory");
    return honest_segment_open(key, min_size);
}
