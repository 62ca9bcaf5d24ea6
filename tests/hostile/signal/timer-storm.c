/* case: a timer that fires all the time slows its own call alone
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 * expect: stages.behaviour.status = fail
 * expect: checks[status=timeout].id = open-existing
 * expect: checks[id=open-existing].look ~ what ends the loop or the wait there
 * expect: checks[id=open-existing].observed =~ it had not returned after (a second of processor time; it was running in a loop|four seconds)
 */
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

static void nothing(int signal)
{
    (void)signal;
}

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    struct itimerval always = { { 0, 1 }, { 0, 1 } };
    signal(SIGALRM, nothing);
    setitimer(ITIMER_REAL, &always, NULL);
    for (;;) {
        pause();
    }
}
