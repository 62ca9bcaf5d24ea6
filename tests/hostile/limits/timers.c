/* case: there are no more than a thousand timers, and each is told
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: timers and signals that wait, 1024 of 1024
 * expect: checks[id=open-existing].look ~ timer_create(2)
 * expect: checks[id=open-existing].location.line = @refused
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[id~timer_create].kind = process-state
 */
#include <signal.h>
#include <time.h>

/* Right, when there is no limit. */
int segment_open(key_t key, size_t min_size)
{
    struct sigevent event = { .sigev_notify = SIGEV_NONE };
    for (int i = 0; i < 2000; i++) {
        timer_t timer;
        if (timer_create(CLOCK_REALTIME, &event, &timer) != 0) { /* @refused */
            return -1;
        }
    }
    return honest_segment_open(key, min_size);
}
