/* mutant: sleeps in futex(2) until a point in time of CLOCK_REALTIME
 * caught-by: behaviour/wall-clock-step
 * why: FUTEX_CLOCK_REALTIME, as sem_timedwait has it; the wall clock can be set
 */
#include "semaphore_upgrade.h"
#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct gate {
    atomic_uint value;
    atomic_uint waiting;
};

struct channel {
    struct gate place;
    struct gate message;
    int count;
    char text[CHANNEL_TEXT_MAX + 1];
};

static bool gate_try(struct gate *gate)
{
    unsigned value = atomic_load_explicit(&gate->value, memory_order_relaxed);
    while (value > 0) {
        if (atomic_compare_exchange_weak_explicit(&gate->value, &value, value - 1,
                                                  memory_order_acquire, memory_order_relaxed)) {
            return true;
        }
    }
    return false;
}

static int gate_pass(struct gate *gate, int timeout_ms)
{
    if (gate_try(gate)) {
        return 0;
    }
    if (timeout_ms == 0) {
        errno = ETIMEDOUT;
        return -1;
    }
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    if (timeout_ms > 0) {
        end.tv_sec += timeout_ms / 1000;
        end.tv_nsec += timeout_ms % 1000 * 1000000L;
        if (end.tv_nsec >= 1000000000L) {
            end.tv_nsec -= 1000000000L;
            end.tv_sec++;
        }
    }
    int result = 0;
    atomic_fetch_add(&gate->waiting, 1);
    while (!gate_try(gate)) {
        long rc = syscall(SYS_futex, &gate->value, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0,
                          timeout_ms > 0 ? &end : NULL, NULL, FUTEX_BITSET_MATCH_ANY);
        if (rc == -1 && errno == ETIMEDOUT) {
            result = gate_try(gate) ? 0 : -1;
            break;
        }
    }
    atomic_fetch_sub(&gate->waiting, 1);
    if (result == -1) {
        errno = ETIMEDOUT;
    }
    return result;
}

static void gate_open(struct gate *gate)
{
    atomic_fetch_add(&gate->value, 1);
    if (atomic_load(&gate->waiting) > 0) {
        syscall(SYS_futex, &gate->value, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *channel)
{
    if (!channel) {
        errno = EINVAL;
        return -1;
    }
    memset(channel, 0, sizeof *channel);
    atomic_store(&channel->place.value, 1);
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (!channel || !text) {
        errno = EINVAL;
        return -1;
    }
    size_t size = strlen(text) + 1;
    if (size > sizeof channel->text) {
        errno = EMSGSIZE;
        return -1;
    }
    if (gate_pass(&channel->place, timeout_ms) != 0) {
        return -1;
    }
    int number = channel->count + 1;
    memcpy(channel->text, text, size);
    channel->count = number;
    gate_open(&channel->message);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (!channel || !text) {
        errno = EINVAL;
        return -1;
    }
    if (gate_pass(&channel->message, timeout_ms) != 0) {
        return -1;
    }
    size_t size = strlen(channel->text) + 1;
    if (size > capacity) {
        gate_open(&channel->message);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, channel->text, size);
    int number = channel->count;
    gate_open(&channel->place);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (!channel) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}
