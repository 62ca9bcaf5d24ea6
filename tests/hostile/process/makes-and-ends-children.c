/* case: a loop that makes children and waits for each is a loop, though it sleeps half of the time
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = timeout
 * expect: checks[id=open-existing].location.function = segment_open
 * expect: stages.behaviour.status = fail
 * expect: checks[id=open-existing].observed =~ it had not returned after (a second of processor time|four seconds)
 */
#include <sys/wait.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    for (;;) {
        pid_t child = fork();
        if (child == 0) {
            _exit(0);
        }
        waitpid(child, NULL, 0);
    }
    return honest_segment_open(key, min_size);
}
