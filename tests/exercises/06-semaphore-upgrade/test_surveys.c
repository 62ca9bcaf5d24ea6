/* Where it is worth while to hold a call up: where it changes the channel, and where it sleeps. */
#include "channels.h"

#include "examiner/trace.h"
#include "examiner/usage.h"

#include <stdlib.h>

struct surveyor {
    struct survey *survey;
    struct area *channel;
    unsigned char *bytes; /* the channel at the last stop */
    struct place here, last;
    bool in_call;        /* a system call is made between the last stop and this one */
    uint64_t last_ns;    /* when the last stop ended */
    uint64_t longest_ns; /* that a system call took */
};

static bool has_changed(struct surveyor *surveyor)
{
    size_t size = area_size(surveyor->channel);
    if (memcmp(surveyor->bytes, area_bytes(surveyor->channel), size) == 0) {
        return false;
    }
    memcpy(surveyor->bytes, area_bytes(surveyor->channel), size);
    return true;
}

/* True when the system call before this stop took longer than all others. */
static bool is_longest(struct surveyor *surveyor)
{
    uint64_t passed_ns = usage_now_ns() - surveyor->last_ns;
    if (!surveyor->in_call || passed_ns <= surveyor->longest_ns) {
        return false;
    }
    surveyor->longest_ns = passed_ns;
    return true;
}

/* --- between which system calls ---------------------------------------------------------------- */

static void widen(struct survey *survey, unsigned calls)
{
    survey->first = survey->known && survey->first < calls ? survey->first : calls;
    survey->last = survey->known && survey->last > calls ? survey->last : calls;
    survey->known = true;
}

static enum trace_verdict glance(const struct trace_stop *stop, void *context, int *error)
{
    struct surveyor *surveyor = context;
    struct survey *survey = surveyor->survey;
    (void)error;
    if (!survey->of_sleep && has_changed(surveyor)) {
        widen(survey, surveyor->here.calls);
    }
    if (survey->of_sleep && is_longest(surveyor)) {
        survey->known = false;
        widen(survey, surveyor->here.calls);
    }
    surveyor->in_call = stop->moment == TRACE_BEFORE;
    surveyor->here.calls += stop->moment == TRACE_AFTER;
    surveyor->last_ns = usage_now_ns();
    return TRACE_GO_ON;
}

/* --- at which instructions --------------------------------------------------------------------- */

static void move_on(struct surveyor *surveyor)
{
    surveyor->last = surveyor->here;
    if (surveyor->in_call) {
        surveyor->here = (struct place){.calls = surveyor->last.calls + 1};
    } else {
        surveyor->here.steps++;
    }
}

static enum trace_verdict look(const struct trace_stop *stop, void *context, int *error)
{
    struct surveyor *surveyor = context;
    struct survey *survey = surveyor->survey;
    (void)error;
    if (stop->index > 0) {
        move_on(surveyor);
    }
    if (is_longest(surveyor)) {
        survey->sleep = surveyor->last;
    }
    if (has_changed(surveyor) && survey->change_count < SURVEY_CHANGES) {
        survey->changes[survey->change_count++] = surveyor->here;
    }
    survey->steps = stop->index + 1;
    if (surveyor->here.calls > survey->last) {
        return TRACE_LET_GO;
    }
    surveyor->in_call = stop->number >= 0;
    surveyor->last_ns = usage_now_ns();
    return TRACE_GO_ON;
}

/* --- surveys ----------------------------------------------------------------------------------- */

static struct surveyor surveyor_make(struct area *channel, struct survey *survey)
{
    struct surveyor surveyor = {.survey = survey,
                                .channel = channel,
                                .bytes = malloc(area_size(channel)),
                                .here = {.calls = survey->known ? survey->first : 0}};
    if (surveyor.bytes == NULL) {
        abort();
    }
    memcpy(surveyor.bytes, area_bytes(channel), area_size(channel));
    survey->change_count = 0;
    survey->sleep = (struct place){0};
    return surveyor;
}

static struct tracing tracing_of(struct surveyor *surveyor)
{
    const struct survey *survey = surveyor->survey;
    return (struct tracing){.visit = survey->known ? look : glance,
                            .context = surveyor,
                            .every_instruction = survey->known,
                            .calls_skipped = survey->known ? survey->first : 0};
}

static void surveyor_finish(struct surveyor *surveyor, const struct tracing *tracing)
{
    /* Behind the last system call nothing stops a call. */
    if (!tracing->every_instruction && !surveyor->survey->of_sleep && has_changed(surveyor)) {
        widen(surveyor->survey, surveyor->here.calls);
    }
    free(surveyor->bytes);
}

void survey_put(struct survey *survey, struct actor *writer, struct area *channel, const char *text,
                int timeout_ms)
{
    struct surveyor surveyor = surveyor_make(channel, survey);
    struct tracing tracing = tracing_of(&surveyor);
    actor_call_traced(writer, &tracing, &send_function, AREA(channel), TEXT(text), INT(timeout_ms));
    surveyor_finish(&surveyor, &tracing);
}

void survey_take(struct survey *survey, struct actor *reader, struct area *channel, int timeout_ms)
{
    char text[INBOX] = "#";
    struct surveyor surveyor = surveyor_make(channel, survey);
    struct tracing tracing = tracing_of(&surveyor);
    actor_call_traced(reader, &tracing, &receive_function, AREA(channel), BUFFER(text, INBOX),
                      SIZE(INBOX), INT(timeout_ms));
    surveyor_finish(&surveyor, &tracing);
}
