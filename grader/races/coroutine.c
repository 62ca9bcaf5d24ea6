#include "races/coroutine.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef RACES_UCONTEXT

void coroutine_prepare(struct coroutine *coroutine, void *stack, size_t bytes, void (*entry)(void))
{
    getcontext(&coroutine->context);
    coroutine->context.uc_stack.ss_sp = stack;
    coroutine->context.uc_stack.ss_size = bytes;
    coroutine->context.uc_link = NULL;
    makecontext(&coroutine->context, entry, 0);
}

void coroutine_switch(struct coroutine *from, struct coroutine *to)
{
    swapcontext(&from->context, &to->context);
}

#else

/* Pushes what a callee must keep, exchanges the stack pointers, pops what the other pushed. */
void races_switch_stacks(void **save, void *load);

#if defined(__x86_64__)

enum { SAVED_REGISTERS = 6 };

__asm__(".text\n.globl races_switch_stacks\n.hidden races_switch_stacks\n"
        ".type races_switch_stacks, @function\n"
        "races_switch_stacks:\n"
        "push %rbp\npush %rbx\npush %r12\npush %r13\npush %r14\npush %r15\n"
        "mov %rsp, (%rdi)\nmov %rsi, %rsp\n"
        "pop %r15\npop %r14\npop %r13\npop %r12\npop %rbx\npop %rbp\nret\n");

static void **prepare_frame(void **top, void (*entry)(void))
{
    *--top = NULL; /* where entry would return to; keeps the stack aligned as after a call */
    *--top = (void *)(uintptr_t)entry;
    for (int i = 0; i < SAVED_REGISTERS; i++) {
        *--top = NULL;
    }
    return top;
}

#else /* aarch64 */

enum { SAVED_WORDS = 20, LINK_REGISTER = 11 };

__asm__(".text\n.globl races_switch_stacks\n.hidden races_switch_stacks\n"
        ".type races_switch_stacks, %function\n"
        "races_switch_stacks:\n"
        "sub sp, sp, #160\n"
        "stp x19, x20, [sp, #0]\nstp x21, x22, [sp, #16]\nstp x23, x24, [sp, #32]\n"
        "stp x25, x26, [sp, #48]\nstp x27, x28, [sp, #64]\nstp x29, x30, [sp, #80]\n"
        "stp d8, d9, [sp, #96]\nstp d10, d11, [sp, #112]\nstp d12, d13, [sp, #128]\n"
        "stp d14, d15, [sp, #144]\n"
        "mov x9, sp\nstr x9, [x0]\nmov sp, x1\n"
        "ldp x19, x20, [sp, #0]\nldp x21, x22, [sp, #16]\nldp x23, x24, [sp, #32]\n"
        "ldp x25, x26, [sp, #48]\nldp x27, x28, [sp, #64]\nldp x29, x30, [sp, #80]\n"
        "ldp d8, d9, [sp, #96]\nldp d10, d11, [sp, #112]\nldp d12, d13, [sp, #128]\n"
        "ldp d14, d15, [sp, #144]\n"
        "add sp, sp, #160\nret\n");

static void **prepare_frame(void **top, void (*entry)(void))
{
    top -= SAVED_WORDS;
    for (int i = 0; i < SAVED_WORDS; i++) {
        top[i] = NULL;
    }
    top[LINK_REGISTER] = (void *)(uintptr_t)entry;
    return top;
}

#endif

void coroutine_prepare(struct coroutine *coroutine, void *stack, size_t bytes, void (*entry)(void))
{
    void **top = (void **)(void *)((char *)stack + bytes / 16 * 16);
    coroutine->stack_pointer = prepare_frame(top, entry);
}

void coroutine_switch(struct coroutine *from, struct coroutine *to)
{
    races_switch_stacks(&from->stack_pointer, to->stack_pointer);
}

#endif
