/* The machine-dependent steps of a tracer: telling a system call, not making it, setting its
 * result. Not for tests. */
#ifndef WORKBOOK_EXAMINER_REGISTERS_H
#define WORKBOOK_EXAMINER_REGISTERS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* At a system-call-entry stop: the kernel will make no call. */
bool registers_skip_call(pid_t pid);

/* At the exit stop: what the caller sees as the result, -errno for a failure. */
bool registers_set_result(pid_t pid, int64_t result);

/* At a system-call-entry stop: what the kernel will see as argument `index`, from 0 to 5. */
bool registers_set_argument(pid_t pid, unsigned index, uint64_t value);

/* At any stop: the registers in which a system call's number and first argument are handed over. */
bool registers_read_call(pid_t pid, int64_t *number, uint64_t *first_argument);

/* At any stop: the address of the next instruction, and the stack pointer. */
bool registers_read_place(pid_t pid, uint64_t *instruction, uint64_t *stack);

/* At any stop: the next instruction makes a system call. */
bool registers_at_call(pid_t pid);

/* How far the next instruction is beyond the one that makes a system call, while the kernel is in it. */
unsigned registers_call_bytes(void);

#endif
