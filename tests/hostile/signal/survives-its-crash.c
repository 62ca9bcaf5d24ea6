/* case: a handler that hides SIGSEGV hides no wrong result
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ returned an identifier that is not that segment's
 * expect: checks[id=nothing-left].observed ~ another handler of a fatal signal
 */
#include <setjmp.h>
#include <signal.h>

static sigjmp_buf before;

static void go_on(int signal)
{
    (void)signal;
    siglongjmp(before, 1);
}

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    signal(SIGSEGV, go_on);
    if (sigsetjmp(before, 1) == 0) {
        *(volatile int *)8 = 1;
    }
    return 0;
}
