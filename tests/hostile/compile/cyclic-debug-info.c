/* case: debug information whose thirty thousand functions are each other's origin holds nobody up
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.memory.message ~ Invalid write of size 1
 * expect: stages.memory.status = fail
 * expect: checks[status=fail].id = valgrind-clean
 * expect: checks[id=valgrind-clean].observed ~ Invalid write of size 1
 */
#include <stdlib.h>

__asm__(".pushsection .debug_abbrev\n.Lown_abbrev:\n"
        ".byte 1,0x11,1,0,0\n"
        ".byte 2,0x2e,1,0x31,0x13,0x11,0x01,0x12,0x06,0,0\n"
        ".byte 0\n.popsection\n"
        ".pushsection .debug_info\n.long .Lown_end-.Lown_begin\n.Lown_begin:\n"
        ".short 4\n.long .Lown_abbrev\n.byte 8\n.byte 1\n"
        ".rept 30000\n.byte 2\n.long 12\n.quad segment_open\n.long 4096\n.endr\n"
        ".byte 0\n.Lown_end:\n.popsection");

char *volatile kept;

int segment_open(key_t key, size_t min_size)
{
    kept = malloc(3);
    kept[3] = 1;
    free(kept);
    return honest_segment_open(key, min_size);
}
