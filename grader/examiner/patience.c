#include "examiner/patience.h"

#include "base/own_time.h"

#include <poll.h>

struct patience patience_begin(pid_t pid, pid_t other)
{
    struct patience patience = {.pids = {pid, other}, .begin_ns = usage_now_ns()};
    patience.last_ns = patience.begin_ns;
    for (int i = 0; i < PATIENCE_PIDS; i++) {
        if (patience.pids[i] != 0) {
            patience.last[i] = usage_read(patience.pids[i]);
        }
    }
    return patience;
}

static uint64_t grown(uint64_t before, uint64_t after)
{
    return after > before ? after - before : 0;
}

uint64_t patience_spent_ms(struct patience *patience)
{
    uint64_t now_ns = usage_now_ns();
    uint64_t missed_ns = own_time_missed(now_ns - patience->last_ns);
    uint64_t interval_ns = now_ns - patience->last_ns - missed_ns;
    uint64_t cpu_ns = 0;
    uint64_t delayed_ns = 0;
    for (int i = 0; i < PATIENCE_PIDS; i++) {
        if (patience->pids[i] == 0) {
            continue;
        }
        struct usage now = usage_read(patience->pids[i]);
        uint64_t cpu = grown(patience->last[i].cpu_ns, now.cpu_ns);
        uint64_t delayed = grown(patience->last[i].delayed_ns, now.delayed_ns);
        bool stands = cpu == 0 && delayed == 0 && usage_state(patience->pids[i]) == 'R';
        cpu_ns += cpu;
        delayed_ns += stands ? interval_ns : delayed;
        patience->last[i] = now;
    }
    patience->spent_ns += own_time_charge(interval_ns, cpu_ns, delayed_ns);
    patience->begin_ns += missed_ns;
    patience->last_ns = now_ns;
    return patience->spent_ns / 1000000;
}

bool patience_is_over(struct patience *patience, uint64_t limit_ms)
{
    bool known = patience->pids[0] != 0 || patience->pids[1] != 0;
    uint64_t spent_ms = patience_spent_ms(patience);
    uint64_t wall_ms = (patience->last_ns - patience->begin_ns) / 1000000;
    return (known && spent_ms > limit_ms) || wall_ms > limit_ms * OWN_TIME_WALL_FACTOR;
}

/* Short waits, for a signal that interrupts poll (the tick of a tracer) ends nothing. */
bool patience_await(struct patience *patience, int fd, uint64_t limit_ms)
{
    struct pollfd wanted = {.fd = fd, .events = POLLIN};
    while (poll(&wanted, 1, PATIENCE_LOOK_MS) <= 0) {
        if (patience_is_over(patience, limit_ms)) {
            return poll(&wanted, 1, 0) > 0;
        }
    }
    return true;
}
