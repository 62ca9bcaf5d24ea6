/* case: a read behind a heap block is found by Valgrind, with its line
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 * expect: diagnostics[message~Invalid read].line = @read
 * expect: diagnostics[message~Invalid read].file = shmget_flags.c
 */
#include <stdlib.h>

int segment_open(key_t key, size_t min_size)
{
    volatile char *block = malloc(10);
    if (block == NULL) {
        return -1;
    }
    volatile char beyond = block[10]; /* @read */
    (void)beyond;
    free((void *)block);
    return honest_segment_open(key, min_size);
}
