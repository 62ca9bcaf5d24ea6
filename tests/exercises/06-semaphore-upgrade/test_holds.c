/* Calls that are held up. */
#include "channels.h"

#include "examiner/trace.h"

enum { DIFFERENCE_MAX = 64 };

static enum trace_verdict hold_up(const struct trace_stop *stop, void *context, int *error)
{
    struct hold *hold = context;
    (void)error;
    /* Two runs of a call differ, for reading the clock is repeated when it ticks meanwhile
     * (vdso(7)), and the call may sleep in the next system call. */
    bool last_chance =
        stop->moment == TRACE_STEP && stop->number >= 0 && stop->index + DIFFERENCE_MAX >= hold->at;
    bool too_early =
        stop->index < hold->at || (hold->between_functions && !trace_is_in_students_code(stop));
    if (too_early && !last_chance) {
        return TRACE_GO_ON;
    }
    hold->reached = true;
    hold->meanwhile(hold->context);
    return TRACE_LET_GO;
}

static struct tracing tracing_of(struct hold *hold)
{
    return (struct tracing){.visit = hold_up,
                            .context = hold,
                            .every_instruction = hold->every_instruction,
                            .calls_skipped = hold->calls_skipped};
}

struct hold hold_at(struct place place, void (*meanwhile)(void *context), void *context)
{
    return (struct hold){.every_instruction = true,
                         .calls_skipped = place.calls,
                         .at = place.steps,
                         .meanwhile = meanwhile,
                         .context = context};
}

struct place place_before(struct place place, unsigned steps)
{
    place.steps = place.steps > steps ? place.steps - steps : 0;
    return place;
}

void channel_begin_put_held(struct actor *writer, struct area *channel, const char *text,
                            int timeout_ms, struct hold *hold)
{
    struct tracing tracing = tracing_of(hold);
    hold->reached = false;
    actor_start_traced(writer, &tracing, &send_function, AREA(channel), TEXT(text),
                       INT(timeout_ms));
}

void channel_begin_take_held(struct actor *reader, struct area *channel, char *text, int timeout_ms,
                             struct hold *hold)
{
    struct tracing tracing = tracing_of(hold);
    hold->reached = false;
    memset(text, '#', INBOX);
    actor_start_traced(reader, &tracing, &receive_function, AREA(channel), BUFFER(text, INBOX),
                       SIZE(INBOX), INT(timeout_ms));
}
