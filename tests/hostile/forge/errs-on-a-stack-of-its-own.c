/* case: an error on a stack without a line of the student's is an error all the same
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 * expect: checks[id=valgrind-clean].observed ~ outside of your file, brought about by it: Invalid read of size 1
 */
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

static ucontext_t before, on_other_stack;
static char stack[64 * 1024] __attribute__((aligned(16)));

/* strlen runs off a block of the heap; its caller is the C library's own code for contexts. */
int segment_open(key_t key, size_t min_size)
{
    char *block = malloc(16);
    union {
        size_t (*of_strings)(const char *);
        void (*of_nothing)(void);
    } function = {.of_strings = strlen};
    memset(block, 'x', 16);
    getcontext(&on_other_stack);
    on_other_stack.uc_stack.ss_sp = stack;
    on_other_stack.uc_stack.ss_size = sizeof stack;
    on_other_stack.uc_link = &before;
    makecontext(&on_other_stack, function.of_nothing, 1, block);
    swapcontext(&before, &on_other_stack);
    free(block);
    return honest_segment_open(key, min_size);
}
