/* case: who has a thread poll and sleeps meanwhile polls
 * exercise: 06
 * replaces: channel_receive
 * options: --fast
 * exit: 1
 * within: 180
 * expect: checks[id=nobody-polls].status = fail
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = nobody-polls
 * expect: checks[id=nobody-polls].observed =~ ^the waiting process (woke up again and again|kept its processor busy|took a nap)
 * expect: checks[id=nobody-polls].look ~ sem_wait(3)
 * expect: checks[id=nobody-polls].location.function = channel_receive
 */
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_bool done;

static void *look_about(void *unused)
{
    while (!done) {
        usleep(1000);
    }
    return unused;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    pthread_t thread;
    done = false;
    const bool helped = timeout_ms != 0 && pthread_create(&thread, NULL, look_about, NULL) == 0;
    const int result = honest_channel_receive(channel, text, capacity, timeout_ms);
    const int error = errno;
    done = true;
    if (helped) {
        pthread_join(thread, NULL);
    }
    errno = error;
    return result;
}
