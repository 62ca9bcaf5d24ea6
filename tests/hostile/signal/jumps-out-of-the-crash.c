/* case: a jump out of the handler of a crash, with a result that looks well, is a wrong result
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = fail
 * expect: checks[id=create-new].observed ~ no segment has the key
 * expect: checks[id=open-existing].status = pass
 */
#include <setjmp.h>
#include <signal.h>

static sigjmp_buf before;

static void jump(int number)
{
    siglongjmp(before, number);
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    signal(SIGSEGV, jump);
    if (sigsetjmp(before, 1) == 0) {
        *(volatile int *)0 = 1;
    }
    return 3 + (key + size + mode == 0);
}
