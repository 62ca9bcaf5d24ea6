#include "examiner/registers.h"

#include <elf.h>
#include <errno.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

static bool read_registers(pid_t pid, struct user_regs_struct *registers)
{
    struct iovec part = {registers, sizeof *registers};
    return ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &part) == 0;
}

#if defined(__x86_64__)

/* orig_rax -1 is no system call: the kernel makes none (ptrace(2); arch/x86 entry code). */
bool registers_skip_call(pid_t pid)
{
    return ptrace(PTRACE_POKEUSER, pid, offsetof(struct user_regs_struct, orig_rax), -1L) == 0;
}

bool registers_set_result(pid_t pid, int64_t result)
{
    return ptrace(PTRACE_POKEUSER, pid, offsetof(struct user_regs_struct, rax), result) == 0;
}

bool registers_set_argument(pid_t pid, unsigned index, uint64_t value)
{
    static const size_t places[] = {
        offsetof(struct user_regs_struct, rdi), offsetof(struct user_regs_struct, rsi),
        offsetof(struct user_regs_struct, rdx), offsetof(struct user_regs_struct, r10),
        offsetof(struct user_regs_struct, r8),  offsetof(struct user_regs_struct, r9)};
    return ptrace(PTRACE_POKEUSER, pid, places[index], value) == 0;
}

bool registers_read_call(pid_t pid, int64_t *number, uint64_t *first_argument)
{
    struct user_regs_struct registers;
    if (!read_registers(pid, &registers)) {
        return false;
    }
    *number = (int64_t)registers.rax;
    *first_argument = registers.rdi;
    return true;
}

bool registers_read_place(pid_t pid, uint64_t *instruction, uint64_t *stack)
{
    struct user_regs_struct registers;
    if (!read_registers(pid, &registers)) {
        return false;
    }
    *instruction = registers.rip;
    *stack = registers.rsp;
    return true;
}

bool registers_at_call(pid_t pid)
{
    const long system_call = 0x050f; /* the bytes 0f 05 */
    errno = 0;
    long counter = ptrace(PTRACE_PEEKUSER, pid, offsetof(struct user_regs_struct, rip), NULL);
    long instruction = errno == 0 ? ptrace(PTRACE_PEEKTEXT, pid, counter, NULL) : 0;
    return errno == 0 && (instruction & 0xffff) == system_call;
}

unsigned registers_call_bytes(void)
{
    return 2;
}

#elif defined(__aarch64__)

#ifndef NT_ARM_SYSTEM_CALL
#define NT_ARM_SYSTEM_CALL 0x404
#endif

bool registers_skip_call(pid_t pid)
{
    int number = -1;
    struct iovec part = {&number, sizeof number};
    return ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &part) == 0;
}

static bool set_register(pid_t pid, unsigned index, uint64_t value)
{
    struct user_regs_struct registers;
    if (!read_registers(pid, &registers)) {
        return false;
    }
    registers.regs[index] = value;
    struct iovec part = {&registers, sizeof registers};
    return ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &part) == 0;
}

bool registers_set_result(pid_t pid, int64_t result)
{
    return set_register(pid, 0, (uint64_t)result);
}

bool registers_set_argument(pid_t pid, unsigned index, uint64_t value)
{
    return set_register(pid, index, value);
}

bool registers_read_call(pid_t pid, int64_t *number, uint64_t *first_argument)
{
    struct user_regs_struct registers;
    if (!read_registers(pid, &registers)) {
        return false;
    }
    *number = (int64_t)registers.regs[8];
    *first_argument = registers.regs[0];
    return true;
}

bool registers_read_place(pid_t pid, uint64_t *instruction, uint64_t *stack)
{
    struct user_regs_struct registers;
    if (!read_registers(pid, &registers)) {
        return false;
    }
    *instruction = registers.pc;
    *stack = registers.sp;
    return true;
}

bool registers_at_call(pid_t pid)
{
    const long system_call = 0xd4000001; /* svc #0 */
    struct user_regs_struct registers;
    if (!read_registers(pid, &registers)) {
        return false;
    }
    errno = 0;
    long instruction = ptrace(PTRACE_PEEKTEXT, pid, registers.pc, NULL);
    return errno == 0 && (instruction & 0xffffffff) == system_call;
}

unsigned registers_call_bytes(void)
{
    return 4;
}

#else
#error "the tracer knows the registers of x86-64 and aarch64"
#endif
