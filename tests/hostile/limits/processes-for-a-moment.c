/* case: a call that comes to the limit of processes for a moment is told so, though none is left when it returns
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: processes, 64 of 64
 * expect: checks[id=open-existing].location.line = @fork
 * expect: leaks[kind=process] = absent
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MANY = 1024 };

int segment_open(key_t key, size_t min_size)
{
    pid_t children[MANY];
    int count = 0;
    for (; count < MANY; count++) {
        pid_t child = fork(); /* @fork */
        if (child == 0) {
            for (;;) {
                pause();
            }
        }
        if (child < 0) {
            break;
        }
        children[count] = child;
    }
    for (int i = 0; i < count; i++) {
        kill(children[i], SIGKILL);
        waitpid(children[i], NULL, 0);
    }
    return honest_segment_open(key, min_size);
}
