/* case: fifty children that ignore all signals and stop themselves fill the run, and go with it
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = fail
 * expect: checks[id=create-new].observed ~ limit reached: processes, 64 of 64
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[kind=process].id = 50 processes not waited for
 * reduced-expect: status = fail
 * reduced-expect: checks[id=nothing-left].status = fail
 * reduced-expect: leaks[kind=process].id = 50 processes not waited for
 */
#include <signal.h>
#include <unistd.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    for (int i = 0; i < 50; i++) {
        if (fork() == 0) {
            for (int number = 1; number < NSIG; number++) {
                signal(number, SIG_IGN);
            }
            setsid();
            raise(SIGSTOP);
            for (;;) {
                pause();
            }
        }
    }
    return honest_segment_create(key, size, mode);
}
