/* case: an orphan that keeps all descriptors open does not stall the run
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 30
 * expect: status = fail
 * expect: stages.leaks.status = fail
 */
#include <signal.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    if (fork() == 0) {
        for (int signal = 1; signal < 65; signal++) {
            sigset(signal, SIG_IGN);
        }
        setsid();
        for (;;) {
            pause();
        }
    }
    return honest_segment_open(key, min_size);
}
