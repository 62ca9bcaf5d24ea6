/* Calls that are held up, and where it is worth while to do so. */
#include "channels.h"

#include "examiner/trace.h"

#include <stdlib.h>
#include <time.h>

enum { DIFFERENCE_MAX = 64 };

static enum trace_verdict hold_up(const struct trace_stop *stop, void *context, int *error)
{
    struct hold *hold = context;
    (void)error;
    /* Two runs of a call differ, for reading the clock is repeated when it ticks meanwhile
     * (vdso(7)), and the call may sleep in the next system call. */
    bool last_chance =
        stop->moment == TRACE_STEP && stop->number >= 0 && stop->index + DIFFERENCE_MAX >= hold->at;
    if (stop->index != hold->at && !last_chance) {
        return TRACE_GO_ON;
    }
    hold->reached = true;
    hold->meanwhile(hold->context);
    return TRACE_LET_GO;
}

void channel_begin_put_held(struct actor *writer, struct area *channel, const char *text,
                            int timeout_ms, struct hold *hold)
{
    struct tracing tracing = {hold_up, hold, hold->every_instruction};
    hold->reached = false;
    actor_start_traced(writer, &tracing, &send_function, AREA(channel), TEXT(text),
                       INT(timeout_ms));
}

void channel_begin_take_held(struct actor *reader, struct area *channel, char *text, int timeout_ms,
                             struct hold *hold)
{
    struct tracing tracing = {hold_up, hold, hold->every_instruction};
    hold->reached = false;
    memset(text, '#', INBOX);
    actor_start_traced(reader, &tracing, &receive_function, AREA(channel), BUFFER(text, INBOX),
                       SIZE(INBOX), INT(timeout_ms));
}

/* --- surveys
 * ----------------------------------------------------------------------------------- */

struct surveyor {
    struct survey survey;
    struct area *channel;
    unsigned char *bytes; /* the channel at the last stop */
    bool in_call;         /* a system call is made between the last stop and this one */
    uint64_t last_ns;     /* when the last stop ended */
    uint64_t longest_ns;  /* that a system call took */
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 * NS_PER_MS + (uint64_t)now.tv_nsec;
}

static enum trace_verdict look(const struct trace_stop *stop, void *context, int *error)
{
    struct surveyor *surveyor = context;
    struct survey *survey = &surveyor->survey;
    size_t size = area_size(surveyor->channel);
    (void)error;
    if (surveyor->in_call && now_ns() - surveyor->last_ns > surveyor->longest_ns) {
        surveyor->longest_ns = now_ns() - surveyor->last_ns;
        survey->sleep_at = stop->index - 1;
    }
    surveyor->in_call = stop->number >= 0;
    if (memcmp(surveyor->bytes, area_bytes(surveyor->channel), size) != 0) {
        memcpy(surveyor->bytes, area_bytes(surveyor->channel), size);
        if (survey->change_count < SURVEY_CHANGES) {
            survey->changes[survey->change_count++] = stop->index;
        }
    }
    survey->steps = stop->index + 1;
    surveyor->last_ns = now_ns();
    return TRACE_GO_ON;
}

static struct surveyor surveyor_make(struct area *channel)
{
    struct surveyor surveyor = {.channel = channel, .bytes = malloc(area_size(channel))};
    if (surveyor.bytes == NULL) {
        abort();
    }
    memcpy(surveyor.bytes, area_bytes(channel), area_size(channel));
    return surveyor;
}

struct survey survey_put(struct actor *writer, struct area *channel, const char *text,
                         int timeout_ms)
{
    struct surveyor surveyor = surveyor_make(channel);
    struct tracing tracing = {look, &surveyor, true};
    actor_call_traced(writer, &tracing, &send_function, AREA(channel), TEXT(text), INT(timeout_ms));
    free(surveyor.bytes);
    return surveyor.survey;
}

struct survey survey_take(struct actor *reader, struct area *channel, int timeout_ms)
{
    char text[INBOX] = "#";
    struct surveyor surveyor = surveyor_make(channel);
    struct tracing tracing = {look, &surveyor, true};
    actor_call_traced(reader, &tracing, &receive_function, AREA(channel), BUFFER(text, INBOX),
                      SIZE(INBOX), INT(timeout_ms));
    free(surveyor.bytes);
    return surveyor.survey;
}
