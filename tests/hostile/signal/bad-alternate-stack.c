/* case: a crash on an alternate stack that is none ends the process, by its signal
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = crash
 * expect: checks[id=create-new].observed ~ SIGSEGV
 * expect: checks[id=open-existing].status = pass
 */
#include <signal.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    sigaltstack(&(stack_t){ .ss_sp = (void *)0x1000, .ss_size = 65536 }, NULL);
    struct sigaction action = { .sa_handler = (void (*)(int))0x10, .sa_flags = SA_ONSTACK };
    for (int number = 1; number < NSIG; number++) {
        sigaction(number, &action, NULL);
    }
    *(volatile int *)0 = 1;
    return honest_segment_create(key, size, mode);
}
