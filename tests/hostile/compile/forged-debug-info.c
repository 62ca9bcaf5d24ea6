/* case: debug information that is garbage hides no fault of the heap, only its line
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: stages.memory.message ~ Invalid write of size 1
 */
#include <stdlib.h>

__asm__(".pushsection .debug_info\n.long 0x7ff\n.short 4\n.long 0\n.byte 8\n.fill 4096, 1, 0x01\n"
        ".popsection");

char *volatile kept;

int segment_open(key_t key, size_t min_size)
{
    kept = malloc(3);
    kept[3] = 1;
    free(kept);
    return honest_segment_open(key, min_size);
}
