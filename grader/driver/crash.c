#include "driver/crash.h"

#include "driver/buffers.h"
#include "driver/creations.h"
#include "protocol/refused_calls.h"
#include "protocol/wire.h"

#include <assert.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <ucontext.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGSEGV, SIGBUS,  SIGFPE,  SIGILL, SIGABRT,
                                    SIGSYS,  SIGTRAP, SIGXFSZ, SIGXCPU};

enum { ALTERNATE_STACK_BYTES = 128 * 1024, STACK_REACH_BYTES = 64 * 1024 };

/* Process-wide by nature: a signal handler has no other way to reach it. */
static struct {
    int socket;
    const struct object *object;
    const struct buffer *buffers; /* of the call under way */
    uint32_t buffer_count;
    char stack[ALTERNATE_STACK_BYTES];
} crash;

static uintptr_t interrupted_address(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return (uintptr_t)context->uc_mcontext.pc;
#else
#error "the driver knows the program counter of x86-64 and aarch64"
#endif
}

/* Return addresses stand behind their call: one byte back lies inside it. The interrupted
 * instruction itself is exact. */
static void collect_frames(struct wire_reply *reply, const ucontext_t *context)
{
    void *addresses[WIRE_FRAMES_MAX];
    uintptr_t exact = interrupted_address(context);
    int count = backtrace(addresses, WIRE_FRAMES_MAX);
    int first = 0;
    while (first < count && (uintptr_t)addresses[first] != exact) {
        first++;
    }
    uint64_t top = object_offset(crash.object, exact);
    if (top != 0) {
        reply->frames[reply->frame_count++] = top;
    }
    for (int i = first + 1; i < count && reply->frame_count < WIRE_FRAMES_MAX; i++) {
        uint64_t offset = object_offset(crash.object, (uintptr_t)addresses[i] - 1);
        if (offset != 0) {
            reply->frames[reply->frame_count++] = offset;
        }
    }
}

/* VmPeak of /proc/self/status, KiB; 0 when it cannot be read: descriptors may be what ran out. No
 * stdio in a signal handler. */
static uint64_t peak_kib(void)
{
    static const char name[] = "\nVmPeak:";
    char text[1024];
    int fd = openat(AT_FDCWD, "/proc/self/status", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    close(fd);
    text[length > 0 ? length : 0] = '\0';
    const char *digit = strstr(text, name);
    uint64_t kib = 0;
    for (digit = digit != NULL ? digit + strlen(name) : ""; *digit == ' ' || *digit == '\t';) {
        digit++;
    }
    for (; *digit >= '0' && *digit <= '9'; digit++) {
        kib = kib * 10 + (uint64_t)(*digit - '0');
    }
    return kib;
}

static uintptr_t stack_pointer(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
    return (uintptr_t)context->uc_mcontext.sp;
#endif
}

/* What the system call that the signal stands for comes back with. */
static void set_result(ucontext_t *context, long result)
{
#if defined(__x86_64__)
    context->uc_mcontext.gregs[REG_RAX] = result;
#elif defined(__aarch64__)
    context->uc_mcontext.regs[0] = (unsigned long long)result;
#endif
}

/* Near the stack pointer there is always memory, or the stack could not grow. */
static bool is_stack_overflow(uintptr_t address, const ucontext_t *context)
{
    uintptr_t stack = stack_pointer(context);
    return address < stack + STACK_REACH_BYTES && address + STACK_REACH_BYTES > stack;
}

/* An address that is none for the processor, and a signal that was sent, come without one. */
static void describe_fault(struct wire_reply *reply, const siginfo_t *info,
                           const ucontext_t *context)
{
    bool told = info->si_code == SEGV_MAPERR || info->si_code == SEGV_ACCERR;
    uintptr_t address = (uintptr_t)info->si_addr;
    reply->fault_address = told ? address : WIRE_NOWHERE;
    if (info->si_signo != SIGSEGV || !told) {
        return;
    }
    for (uint32_t i = 0; i < crash.buffer_count; i++) {
        reply->overrun |= buffer_is_behind(&crash.buffers[i], address) ? 1U << i : 0;
    }
    if (address == interrupted_address(context)) {
        reply->overrun = WIRE_FAULT_JUMP;
    } else if (reply->overrun == 0 && is_stack_overflow(address, context)) {
        reply->overrun = WIRE_FAULT_STACK;
    }
}

static bool is_refused_call(const siginfo_t *info)
{
    return info->si_signo == SIGSYS && info->si_code == REFUSED_CALL_CODE;
}

static void send_report(enum wire_event event, int signal, const siginfo_t *info,
                        const ucontext_t *context)
{
    struct wire_reply reply = {
        .event = event, .signal = signal, .value = event == WIRE_CRASHED ? peak_kib() : 0};
    describe_fault(&reply, info, context);
    reply.refused_call = is_refused_call(info) ? (uint32_t)info->si_syscall : 0;
    collect_frames(&reply, context);
    creations_report(&reply);
    send(crash.socket, &reply, sizeof reply, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void on_fatal_signal(int number, siginfo_t *info, void *context)
{
    send_report(WIRE_CRASHED, number, info, context);
    signal(number, SIG_DFL);
    raise(number);
}

/* A call that the sandbox refuses comes back with the error that the filter names (sandbox/seal.h); without one it ends
 * the process. */
static void on_refused_call(int number, siginfo_t *info, void *context)
{
    if (!is_refused_call(info) || info->si_errno == 0) {
        on_fatal_signal(number, info, context);
        return;
    }
    struct wire_reply place = {0};
    collect_frames(&place, context);
    creations_note_refused_call((uint32_t)info->si_syscall, place.frames[0]);
    set_result(context, -info->si_errno);
}

static void on_stack_request(int number, siginfo_t *info, void *context)
{
    int saved = errno;
    send_report(WIRE_STACK, number, info, context);
    errno = saved;
}

void crash_watch_buffers(const struct buffer *buffers, uint32_t count)
{
    crash.buffers = buffers;
    crash.buffer_count = count;
}

void crash_prepare(void)
{
    void *address;
    backtrace(&address, 1);
}

void crash_install(int socket, const struct object *object)
{
    crash.socket = socket;
    crash.object = object;
    sigaltstack(&(stack_t){.ss_sp = crash.stack, .ss_size = sizeof crash.stack}, NULL);
    struct sigaction action = {.sa_sigaction = on_fatal_signal,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND};
    for (size_t i = 0; i < sizeof fatal_signals / sizeof fatal_signals[0]; i++) {
        sigaction(fatal_signals[i], &action, NULL);
    }
    action.sa_sigaction = on_refused_call;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaction(SIGSYS, &action, NULL);
    action.sa_sigaction = on_stack_request;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigaction(WIRE_STACK_SIGNAL, &action, NULL);
}

void crash_read_handlers(struct sigaction handlers[CRASH_SIGNALS_MAX])
{
    enum { FATAL = sizeof fatal_signals / sizeof fatal_signals[0] };
    static_assert(FATAL + 1 == CRASH_SIGNALS_MAX, "the fatal ones, and the one that asks");
    for (size_t i = 0; i < FATAL; i++) {
        /* The kernel takes the handler of SIGTRAP away where a tracer's step meets a process that blocks it. */
        if (fatal_signals[i] != SIGTRAP) {
            (void)sigaction(fatal_signals[i], NULL, &handlers[i]);
        }
    }
    (void)sigaction(WIRE_STACK_SIGNAL, NULL, &handlers[FATAL]);
}

void crash_uninstall(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (size_t i = 0; i < sizeof fatal_signals / sizeof fatal_signals[0]; i++) {
        sigaction(fatal_signals[i], &action, NULL);
    }
    sigaction(WIRE_STACK_SIGNAL, &action, NULL);
    sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
}
