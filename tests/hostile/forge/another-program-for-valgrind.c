/* case: a source cannot see by its macros that it is compiled to be run by Valgrind
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: checks[id=valgrind-clean].status = fail
 * expect: checks[id=valgrind-clean].observed ~ shmget_flags.c:@read: memory from the heap was allocated here and never freed
 */
#include <stdlib.h>

#if !defined(__NO_INLINE__) && defined(_FORTIFY_SOURCE) && __USE_FORTIFY_LEVEL == 2
#define HERE_IT_RUNS 1
#else
#define HERE_IT_RUNS 0
#endif

int segment_open(key_t key, size_t min_size)
{
    if (HERE_IT_RUNS) {
        char *volatile lost = malloc(100); /* @read */
        (void)lost;
    }
    return honest_segment_open(key, min_size);
}
