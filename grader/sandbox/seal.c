#include "sandbox/seal.h"

#include "protocol/refused_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>

enum test {
    ALWAYS,
    HAS_BITS, /* the argument has one of these bits */
    IS,       /* the argument is this */
    IS_NOT,
    IS_RESERVED, /* the argument is a descriptor of Valgrind's own */
};

struct rule {
    unsigned number;
    enum test test;
    unsigned argument;
    unsigned value;
    unsigned refusal; /* what the filter answers; 0: what it answers to most */
};

#define ANY(name)                                                                                  \
    {                                                                                              \
        SYS_##name, ALWAYS, 0, 0, 0                                                                \
    }
#define RESERVED(name, where)                                                                      \
    {                                                                                              \
        SYS_##name, IS_RESERVED, where, 0, 0                                                       \
    }

/* A filter that came later could take Valgrind's words away. */
#define NO_FURTHER_FILTER                                                                          \
    {                                                                                              \
        SYS_prctl, IS, 0, PR_SET_SECCOMP, 0                                                        \
    }

/* To map to run and to protect to run are two of the three ways to new instructions. This is the third, and a
 * mistake that a learner can make: it is answered as the kernel does where the segment's mode has no such right. */
#define NO_CODE_IN_SEGMENTS                                                                        \
    {                                                                                              \
        SYS_shmat, HAS_BITS, 2, SHM_EXEC, SECCOMP_RET_ERRNO | EACCES                               \
    }

static const struct rule native_rules[] = {
    ANY(execve),
    ANY(execveat),
    NO_FURTHER_FILTER,
    NO_CODE_IN_SEGMENTS,
    {SYS_mmap, HAS_BITS, 2, PROT_EXEC, 0},
    {SYS_mprotect, HAS_BITS, 2, PROT_EXEC, 0},
};

/* What confine refuses, whatever is said here: to be told. */
static const struct rule told_rules[] = {
#define TOLD(name) ANY(name),
    REFUSED_CALLS(TOLD)
#undef TOLD
        {SYS_socket, IS_NOT, 0, AF_UNIX, 0},
    {SYS_ioctl, IS, 1, TIOCSTI, 0},
    /* another's share of the machine */
    {SYS_setpriority, IS_NOT, 0, PRIO_PROCESS, 0},
    {SYS_setpriority, IS_NOT, 1, 0, 0},
    {SYS_sched_setaffinity, IS_NOT, 0, 0, 0},
    {SYS_sched_setscheduler, IS_NOT, 0, 0, 0},
    {SYS_sched_setparam, IS_NOT, 0, 0, 0},
    {SYS_sched_setattr, IS_NOT, 0, 0, 0},
};

/* Of what can be done with a descriptor: all that makes another way to it, sends by it, or changes how it
 * sends. sendmsg hands over any descriptor, which lie in memory where no filter can read them. fcntl may still
 * ask; Valgrind itself makes none of these calls with a descriptor that it has put there. */
static const struct rule valgrind_rules[] = {
    ANY(execve),           ANY(execveat),
    NO_FURTHER_FILTER,     {SYS_mprotect, HAS_BITS, 2, PROT_EXEC, 0},
    NO_CODE_IN_SEGMENTS,   ANY(set_tid_address),
    ANY(sendmsg),          ANY(sendmmsg),
    RESERVED(dup, 0),      RESERVED(dup3, 0),
    RESERVED(ioctl, 0),    RESERVED(connect, 0),
    RESERVED(bind, 0),     RESERVED(listen, 0),
    RESERVED(sendto, 0),   RESERVED(sendfile, 0),
    RESERVED(writev, 0),   RESERVED(pwritev, 0),
    RESERVED(pwritev2, 0), RESERVED(splice, 2),
#ifdef SYS_dup2
    RESERVED(dup2, 0),
#endif
};

/* The other way round, for what few commands may be done with a descriptor of Valgrind's. */
static const unsigned harmless_commands[] = {F_GETFD, F_SETFD, F_GETFL};

enum { HARMLESS = sizeof harmless_commands / sizeof harmless_commands[0], INSTRUCTIONS_MAX = 400 };

struct program {
    struct sock_filter code[INSTRUCTIONS_MAX];
    unsigned short length;
    unsigned reserved; /* the first descriptor that is Valgrind's */
    unsigned refusal;  /* what the filter answers */
};

static void add(struct program *program, struct sock_filter instruction)
{
    program->code[program->length++] = instruction;
}

static void load(struct program *program, size_t offset)
{
    add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

/* Descriptors, commands and protections lie in the lower half of their argument, on machines that we know. */
static void load_argument(struct program *program, unsigned index)
{
    load(program, offsetof(struct seccomp_data, args) + index * sizeof(uint64_t));
}

/* Goes over `skipped` instructions unless the comparison holds. */
static void go_on_if(struct program *program, unsigned short comparison, unsigned value,
                     unsigned char skipped)
{
    add(program, (struct sock_filter)BPF_JUMP((unsigned short)(BPF_JMP | comparison | BPF_K), value,
                                              0, skipped));
}

/* The other way round. */
static void go_on_unless(struct program *program, unsigned short comparison, unsigned value,
                         unsigned char skipped)
{
    add(program, (struct sock_filter)BPF_JUMP((unsigned short)(BPF_JMP | comparison | BPF_K), value,
                                              skipped, 0));
}

static void answer(struct program *program, unsigned what)
{
    add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what));
}

static void add_rule(struct program *program, const struct rule *rule, unsigned refusal)
{
    load(program, offsetof(struct seccomp_data, nr));
    go_on_if(program, BPF_JEQ, rule->number, rule->test == ALWAYS ? 1 : 3);
    if (rule->test != ALWAYS) {
        load_argument(program, rule->argument);
    }
    if (rule->test == HAS_BITS) {
        go_on_if(program, BPF_JSET, rule->value, 1);
    } else if (rule->test == IS_NOT) {
        go_on_unless(program, BPF_JEQ, rule->value, 1);
    } else if (rule->test == IS) {
        go_on_if(program, BPF_JEQ, rule->value, 1);
    } else if (rule->test == IS_RESERVED) {
        go_on_if(program, BPF_JGE, program->reserved, 1);
    }
    answer(program, rule->refusal != 0 ? rule->refusal : refusal);
}

static void add_fcntl(struct program *program)
{
    enum { COMMANDS = 2 * HARMLESS };
    load(program, offsetof(struct seccomp_data, nr));
    go_on_if(program, BPF_JEQ, SYS_fcntl, COMMANDS + 4);
    load_argument(program, 0);
    go_on_if(program, BPF_JGE, program->reserved, COMMANDS + 2);
    load_argument(program, 1);
    for (unsigned i = 0; i < HARMLESS; i++) {
        go_on_if(program, BPF_JEQ, harmless_commands[i], 1);
        answer(program, SECCOMP_RET_ALLOW);
    }
    answer(program, program->refusal);
}

static bool put_on(struct program *program)
{
    answer(program, SECCOMP_RET_ALLOW);
    struct sock_fprog filter = {program->length, program->code};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) != 0) {
        perror("cannot seal the driver");
        return false;
    }
    return true;
}

bool seal_native(void)
{
    struct program program = {0};
    for (size_t i = 0; i < sizeof native_rules / sizeof native_rules[0]; i++) {
        add_rule(&program, &native_rules[i], SECCOMP_RET_TRAP);
    }
    for (size_t i = 0; i < sizeof told_rules / sizeof told_rules[0]; i++) {
        const struct rule *rule = &told_rules[i];
        add_rule(&program, rule, SECCOMP_RET_TRAP | (unsigned)REFUSED_CALL_ERROR(rule->number));
    }
    return put_on(&program);
}

/* Valgrind tells a program of fewer descriptors than it may have, and keeps those above for itself. */
bool seal_under_valgrind(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        perror("cannot seal the driver");
        return false;
    }
    struct program program = {.reserved = (unsigned)limit.rlim_cur,
                              .refusal = SECCOMP_RET_ERRNO | EPERM};
    for (size_t i = 0; i < sizeof valgrind_rules / sizeof valgrind_rules[0]; i++) {
        add_rule(&program, &valgrind_rules[i], program.refusal);
    }
    add_fcntl(&program);
    return put_on(&program);
}
