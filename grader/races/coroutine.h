/* Stacks of their own for the simulated processes, and the switch between them.
 *
 * A switch is a dozen instructions where we know the machine's registers (x86-64, aarch64): an
 * exploration makes millions of them, and swapcontext(3) enters the kernel twice for each. Elsewhere
 * swapcontext does it. */
#ifndef WORKBOOK_RACES_COROUTINE_H
#define WORKBOOK_RACES_COROUTINE_H

#include <stddef.h>

#if !defined(__x86_64__) && !defined(__aarch64__)
#define RACES_UCONTEXT 1
#include <ucontext.h>
#endif

struct coroutine {
#ifdef RACES_UCONTEXT
    ucontext_t context;
#else
    void *stack_pointer;
#endif
};

/* Makes `coroutine` begin with entry() on that stack at the next switch to it. entry must never
 * return. */
void coroutine_prepare(struct coroutine *coroutine, void *stack, size_t bytes, void (*entry)(void));

/* Leaves `from` and goes on where `to` left, or begins. */
void coroutine_switch(struct coroutine *from, struct coroutine *to);

#endif
