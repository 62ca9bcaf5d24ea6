#include "stage/channel.h"

#include "base/clock.h"
#include "base/own_time.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <unistd.h>

enum { CHANNELS_MAX = 4, LOOK_MS = 100 };

bool channel_open(struct channel *channel, struct text *text, size_t limit, struct error *err)
{
    int ends[2];
    *channel = (struct channel){.reader = -1, .writer = -1, .text = text, .limit = limit};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return error_set_errno(err, "cannot make a pipe");
    }
    channel->reader = ends[0];
    channel->writer = ends[1];
    return true;
}

static void close_end(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}

void channel_close(struct channel *channel)
{
    close_end(&channel->reader);
    close_end(&channel->writer);
}

static void take_piece(struct channel *channel)
{
    char bytes[65536];
    ssize_t length = read(channel->reader, bytes, sizeof bytes);
    if (length < 0 && errno == EINTR) {
        return;
    }
    if (length <= 0) {
        close_end(&channel->reader);
    } else if (channel->take != NULL) {
        channel->take(channel->context, bytes, (size_t)length);
    } else if (channel->text->length < channel->limit) {
        size_t room = channel->limit - channel->text->length;
        text_append_bytes(channel->text, bytes, (size_t)length < room ? (size_t)length : room);
    }
}

/* Polls once, and takes in what is there. False when there is no use in going on: it was called off,
 * or poll itself failed. */
static bool take_what_comes(struct channel *channels, size_t count, const struct cancel *cancel,
                            int wait_ms)
{
    struct pollfd wanted[CHANNELS_MAX + 1];
    for (size_t i = 0; i < count; i++) {
        wanted[i] = (struct pollfd){.fd = channels[i].reader, .events = POLLIN};
    }
    struct pollfd *called_off = &wanted[count];
    *called_off = (struct pollfd){.fd = cancel != NULL ? cancel->fd : -1, .events = POLLIN};
    int ready = poll(wanted, count + 1, wait_ms);
    if (ready > 0 && called_off->revents != 0) {
        return false;
    }
    for (size_t i = 0; ready > 0 && i < count; i++) {
        if (wanted[i].revents != 0) {
            take_piece(&channels[i]);
        }
    }
    return ready >= 0 || errno == EINTR;
}

static bool any_is_open(const struct channel *channels, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (channels[i].reader >= 0) {
            return true;
        }
    }
    return false;
}

static bool is_over(const struct channel_limit *limit, struct own_time *time)
{
    return (limit->abandoned != NULL && atomic_load(limit->abandoned)) ||
           own_time_is_over(time, limit->own_ms);
}

/* A busy channel is no reason to look at the processes more often than at a silent one. */
bool channel_read_all(struct channel *channels, size_t count, const struct channel_limit *limit)
{
    assert(count <= CHANNELS_MAX);
    struct own_time time;
    bool failed = false;
    int look_ms = limit->own_ms < LOOK_MS ? (int)limit->own_ms : LOOK_MS;
    int64_t next_look_ms = clock_now_ms() + look_ms;
    own_time_begin(&time, limit->worker);
    for (size_t i = 0; i < count; i++) {
        close_end(&channels[i].writer);
    }
    while (!failed && any_is_open(channels, count)) {
        int64_t left_ms = next_look_ms - clock_now_ms();
        int wait_ms = left_ms > 0 ? (int)left_ms : 0;
        failed = !take_what_comes(channels, count, limit->cancel, wait_ms);
        if (left_ms <= 0 && !failed) {
            failed = is_over(limit, &time);
            next_look_ms = clock_now_ms() + look_ms;
        }
    }
    own_time_finish(&time);
    return !failed;
}
