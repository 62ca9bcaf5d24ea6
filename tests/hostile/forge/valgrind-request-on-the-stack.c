/* case: a stack that the file asks to be executable holds no instructions
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = crash
 * expect: stages.memory.status != pass
 * expect: checks[id=open-existing].observed ~ it went on at an address where no instructions are
 * expect: checks[id=open-existing].look ~ which function does it call, and by what pointer
 */
#include <stdint.h>
#include <stdlib.h>

/* VALGRIND_DISABLE_ERROR_REPORTING of valgrind.h as a function, every bit turned over: no look at the file
 * finds it. */
static const unsigned char turned[] = {
    0xac, 0xb7, 0x76, 0x07, 0xce, 0x2d, 0xb7, 0x3e, 0x38, 0xfc, 0xb7, 0x3e, 0x38, 0xf2,
    0xb7, 0x3e, 0x38, 0xc2, 0xb7, 0x3e, 0x38, 0xcc, 0xb7, 0x78, 0x24, 0xa4, 0x3c};

enum { CHANGE_ERR_DISABLEMENT = 0x1801 };

__asm__(".section .note.GNU-stack,\"x\",@progbits\n.previous");

static void switch_reports_off(void)
{
    uint64_t request[6] = {CHANGE_ERR_DISABLEMENT, 1};
    unsigned char bytes[sizeof turned];
    union {
        volatile unsigned char *bytes;
        void (*function)(uint64_t *);
    } code = {.bytes = bytes};
    for (size_t i = 0; i < sizeof turned; i++) {
        code.bytes[i] = (unsigned char)~turned[i];
    }
    code.function(request);
}

int segment_open(key_t key, size_t min_size)
{
    switch_reports_off();
    volatile char *block = malloc(10);
    volatile char beyond = block[10];
    (void)beyond;
    free((void *)block);
    return honest_segment_open(key, min_size);
}
