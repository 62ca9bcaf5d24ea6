/* case: debug information is not looked for where the object says, in a device without end
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.memory.message ~ Invalid write of size 1
 * expect: diagnostics[severity=error].line = @write
 * expect: stages.memory.status = fail
 * expect: checks[status=fail].id = valgrind-clean
 * expect: checks[id=valgrind-clean].observed ~ Invalid write of size 1
 */
#include <stdlib.h>

__asm__(".pushsection .gnu_debuglink\n.asciz \"/dev/zero\"\n.balign 4\n.long 0x12345678\n.popsection\n"
        ".pushsection .gnu_debugaltlink\n.asciz \"/dev/zero\"\n.fill 20,1,1\n.popsection");

char *volatile kept;

int segment_open(key_t key, size_t min_size)
{
    kept = malloc(3);
    kept[3] = 1; /* @write */
    free(kept);
    return honest_segment_open(key, min_size);
}
