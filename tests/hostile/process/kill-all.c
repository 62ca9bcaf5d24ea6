/* case: kill(-1, SIGKILL) kills nobody but the student's own
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[status=crash].observed ~ has ended
 */
#include <signal.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    kill(-1, SIGKILL);
    kill(1, SIGKILL);
    kill(getppid(), SIGKILL);
    kill(getpid(), SIGKILL);
    return honest_segment_open(key, min_size);
}
