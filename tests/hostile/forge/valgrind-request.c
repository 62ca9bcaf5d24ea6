/* case: a file that asks whether Valgrind is watching is refused
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ Valgrind
 */

/* RUNNING_ON_VALGRIND, as valgrind.h spells it. */
static unsigned running_on_valgrind(void)
{
#if defined(__x86_64__)
    unsigned long request[6] = { 0x1001, 0, 0, 0, 0, 0 };
    unsigned long result = 0;
    __asm__ volatile("rolq $3,  %%rdi ; rolq $13, %%rdi\n\t"
                     "rolq $61, %%rdi ; rolq $51, %%rdi\n\t"
                     "xchgq %%rbx,%%rbx"
                     : "=d"(result)
                     : "a"(request), "0"(result)
                     : "cc", "memory");
    return (unsigned)result;
#elif defined(__aarch64__)
    unsigned long request[6] = { 0x1001, 0, 0, 0, 0, 0 };
    unsigned long result = 0;
    __asm__ volatile("mov x3, %1\n\tmov x4, %2\n\t"
                     "ror x12, x12, #3  \n\t ror x12, x12, #13 \n\t"
                     "ror x12, x12, #51 \n\t ror x12, x12, #61 \n\t"
                     "orr x10, x10, x10\n\tmov %0, x3"
                     : "=r"(result)
                     : "r"(result), "r"(request)
                     : "cc", "memory", "x3", "x4");
    return (unsigned)result;
#endif
}

int segment_open(key_t key, size_t min_size)
{
    if (running_on_valgrind() == 0) {
        *(volatile int *)min_size = 0;
    }
    return honest_segment_open(key, min_size);
}
