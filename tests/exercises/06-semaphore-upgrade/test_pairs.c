/* Two processes at a channel, or several at two, one of which is empty and the other full. */
#include "channels.h"

struct pair pair_make(void)
{
    struct pair pair = {actor_spawn("the writer"), actor_spawn("the reader"), NULL};
    pair.channel = channel_make(pair.writer, "the channel");
    area_map(pair.channel, pair.reader);
    return pair;
}

enum wait try_waiting_reader(const struct pair *pair, int timeout_ms, struct reply *reply)
{
    char text[INBOX];
    channel_begin_take(pair->reader, pair->channel, text, timeout_ms);
    if (!call_waits(pair->reader)) {
        *reply = actor_wait(pair->reader);
        return GAVE_UP;
    }
    bool put = !channel_put(pair->writer, pair->channel, "awaited", AT_ONCE_MS).failed;
    if (!call_comes_back(pair->reader)) {
        return put ? WAS_NOT_WOKEN : KEPT_OTHERS_OUT;
    }
    *reply = actor_wait(pair->reader);
    return WAITED;
}

enum wait try_waiting_writer(const struct pair *pair, int timeout_ms, struct reply *reply)
{
    char text[INBOX];
    channel_put(pair->writer, pair->channel, "first", AT_ONCE_MS);
    channel_begin_put(pair->writer, pair->channel, "second", timeout_ms);
    if (!call_waits(pair->writer)) {
        *reply = actor_wait(pair->writer);
        return GAVE_UP;
    }
    bool taken = !channel_take(pair->reader, pair->channel, text, AT_ONCE_MS).failed;
    if (!call_comes_back(pair->writer)) {
        return taken ? WAS_NOT_WOKEN : KEPT_OTHERS_OUT;
    }
    *reply = actor_wait(pair->writer);
    channel_take(pair->reader, pair->channel, text, AT_ONCE_MS);
    return WAITED;
}

struct scene scene_make(void)
{
    struct scene scene = {.helper = actor_spawn("a third process")};
    struct message message = {.text = "full"};
    scene.empty = channel_make(scene.helper, "an empty channel");
    scene.full = channel_make(scene.helper, "a full channel");
    channel_fill(scene.helper, scene.full, &message);
    return scene;
}

void waiter_make(struct waiter *waiter, const struct scene *scene, bool reader, int timeout_ms)
{
    *waiter = (struct waiter){.actor = actor_spawn(reader ? "the reader" : "the writer"),
                              .reader = reader,
                              .timeout_ms = timeout_ms};
    area_map(reader ? scene->empty : scene->full, waiter->actor);
}

void waiter_begin(struct waiter *waiter, const struct scene *scene)
{
    if (waiter->reader) {
        channel_begin_take(waiter->actor, scene->empty, waiter->text, waiter->timeout_ms);
    } else {
        channel_begin_put(waiter->actor, scene->full, "waiting", waiter->timeout_ms);
    }
}

/* The helper does what the waiter waits for, and undoes it. False when nobody is woken, or the
 * wait is over. */
bool waiter_let_in(struct waiter *waiter, const struct scene *scene, struct reply *reply)
{
    char text[INBOX];
    if (waiter->reader) {
        channel_put(scene->helper, scene->empty, "at last", AT_ONCE_MS);
    } else {
        channel_take(scene->helper, scene->full, text, AT_ONCE_MS);
    }
    if (!call_comes_back(waiter->actor)) {
        return false;
    }
    *reply = actor_wait(waiter->actor);
    return true;
}
