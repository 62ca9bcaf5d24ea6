/* case: under Valgrind memory without end comes to its limit too: Valgrind's own, or that of malloc, and then all is lost
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].observed =~ limit reached: memory of a process|from the heap was allocated here and never freed
 */
#include <stdlib.h>
#include <string.h>

int segment_open(key_t key, size_t min_size)
{
    for (char *block; (block = malloc(1 << 20)) != NULL;) {
        memset(block, 1, 1 << 20);
    }
    return honest_segment_open(key, min_size);
}
