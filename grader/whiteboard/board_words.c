/* Events in words. */
#include "whiteboard/board_private.h"

#include <inttypes.h>
#include <string.h>

static const char *or_empty(const char *string)
{
    return string != NULL ? string : "";
}

static void append_system_return(struct text *text, const struct timeline_event *event)
{
    text_format(text, "%s%s",
                event->slept > 0 ? "wakes up: " : "gets an answer: ", or_empty(event->name));
    if (event->error != 0) {
        text_format(text, " fails with %s", or_empty(event->error_name));
    } else if (event->value > UINT32_MAX) {
        text_format(text, " gives 0x%" PRIx64, (uint64_t)event->value); /* an address */
    } else {
        text_format(text, " gives %" PRId64, event->value);
    }
}

/* What the actor did. */
static void append_deed(struct text *text, const struct timeline_event *event)
{
    const char *name = or_empty(event->name);
    const char *words = or_empty(event->text);
    switch (event->kind) {
    case TIMELINE_SPAWN:
        text_append(text, "begins");
        break;
    case TIMELINE_CALL:
        text_format(text, "calls %s", words);
        break;
    case TIMELINE_SYSTEM_CALL:
        text_format(text, "asks the kernel: %s", words);
        break;
    case TIMELINE_BLOCKED:
        text_format(text, "sleeps in %s", name);
        break;
    case TIMELINE_SYSTEM_RETURN:
        append_system_return(text, event);
        break;
    case TIMELINE_HELD:
        text_format(text, "is held up %s", words);
        break;
    case TIMELINE_SIGNAL:
        text_format(text, "gets %s", name);
        break;
    case TIMELINE_RETURN:
        text_format(text, "comes back from %s: %s", name, words);
        break;
    case TIMELINE_KILLED:
        text_append(text, "is killed");
        break;
    case TIMELINE_ENDED:
        text_format(text, "has ended%s%s", words[0] != '\0' ? ": " : "", words);
        break;
    case TIMELINE_STANDS:
        text_format(text, "stands here as the check ends: %s", words);
        break;
    case TIMELINE_UNWATCHED:
        text_append(text, "goes on, and its system calls are not told any more");
        break;
    case TIMELINE_NOTE:
    case TIMELINE_SCENE:
    case TIMELINE_FINDING:
        text_append(text, words);
        break;
    }
}

void board_append_event(struct text *text, const struct timeline *timeline,
                        const struct timeline_event *event)
{
    char room[32];
    if (event->kind == TIMELINE_FINDING) {
        bool passed = strcmp(or_empty(event->name), "pass") == 0;
        text_append(text, passed ? "the check passes" : "the check ends: ");
        text_append(text, passed ? "" : or_empty(event->text));
        return;
    }
    if (event->actor != TIMELINE_NOBODY) {
        text_format(text, "%s%s ", timeline_actor_name(timeline, event->actor, room),
                    event->kind == TIMELINE_NOTE ? ":" : "");
    }
    text_append(text, event->kind == TIMELINE_NOTE ? "the test " : "");
    append_deed(text, event);
}
