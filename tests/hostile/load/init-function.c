/* case: _init, which the loader calls, is refused or never called
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ code that runs when it is loaded (a constructor or destructor)
 */
#include <unistd.h>

__asm__(".section .init,\"ax\",@progbits\n call forge_report\n .text");

void forge_report(void)
{
    _exit(0);
}

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
