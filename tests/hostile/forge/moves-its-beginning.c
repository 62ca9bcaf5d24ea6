/* case: a wait that gives up at once, and sets the moment back at which the driver began the call, is too short
 * exercise: 06
 * replaces: channel_receive
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=times-out-on-time].status = fail
 * expect: checks[status=fail].id = times-out-on-time
 * expect: checks[id=times-out-on-time].observed ~ channel_receive gave up at once, or long before the deadline
 */
#include <errno.h>
#include <stdint.h>
#include <time.h>

/* Whatever up the stack looks like a time of the last second. */
static __attribute__((noinline)) void set_back(int64_t by_ns)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t now_ns = now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
    int64_t *word = __builtin_frame_address(0);
    for (int i = 0; i < 200; i++) {
        if (word[i] <= now_ns && now_ns - word[i] < 1000000000) {
            word[i] -= by_ns;
        }
    }
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    int result = honest_channel_receive(channel, text, capacity, timeout_ms > 0 ? 0 : timeout_ms);
    int error = errno;
    if (result == -1 && error == ETIMEDOUT && timeout_ms > 0) {
        set_back((timeout_ms + 5) * INT64_C(1000000));
    }
    errno = error;
    return result;
}
