#include "races/signals.h"

#include "races/execution.h"
#include "races/runtime.h"

#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <ucontext.h>

/* Where a fault of the preparation goes: it has no stack of its own to be left on. */
static sigjmp_buf preparation;

static uintptr_t instruction_of(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (uintptr_t)context->uc_mcontext.gregs[REG_RIP] + 1;
#elif defined(__aarch64__)
    return (uintptr_t)context->uc_mcontext.pc + 1;
#else
    (void)context;
    return 0;
#endif
}

/* Has nothing been done since the last alarm? */
static bool hangs(const struct world *world)
{
    static uint64_t seen;
    const bool same = seen == world->operations;
    seen = world->operations;
    return same;
}

static void take_signal(int signal, siginfo_t *info, void *context)
{
    struct world *world = world_active();
    (void)info;
    if (world == NULL || (signal == SIGVTALRM && !hangs(world))) {
        return;
    }
    if (world->running == 0 && !world->prepared) {
        siglongjmp(preparation, 1);
    }
    if (world->running == 0) {
        struct sigaction ours = {.sa_handler = SIG_DFL};
        sigaction(signal, &ours, NULL); /* a mistake of the checker: let it be seen */
        return;
    }
    execution_crash(world, signal, instruction_of(context), signal == SIGVTALRM);
}

void signals_catch(long hang_ms)
{
    static char room[1 << 16];
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGVTALRM};
    const stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_sigaction = take_signal,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        sigaction(signals[i], &action, NULL);
    }
    const struct timeval period = {.tv_sec = hang_ms / 1000, .tv_usec = hang_ms % 1000 * 1000};
    const struct itimerval timer = {.it_interval = period, .it_value = period};
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

void runtime_leave_preparation(void)
{
    siglongjmp(preparation, 1);
}

bool signals_open(struct world *world, const struct races_scenario *scenario, const char *object)
{
    if (sigsetjmp(preparation, 1) != 0) {
        world_give_up(world, "what the exercise prepares with crashes");
        return false;
    }
    return world_open(world, scenario, object) && execution_prepare(world);
}
