/* The processes below the boxes. */
#include "whiteboard/board_private.h"

#include <string.h>

enum { STATE_COLUMN = 22, CALL_COLUMN = 48 };

/* The call that an actor is in after an event; NULL: none. */
static const struct timeline_event *find_call(const struct timeline *timeline, size_t event,
                                              int actor)
{
    for (size_t i = event + 1; i-- > 0;) {
        const struct timeline_event *past = &timeline->events[i];
        if (past->actor != actor) {
            continue;
        }
        if (past->kind == TIMELINE_CALL) {
            return past;
        }
        if (past->kind == TIMELINE_RETURN || past->kind == TIMELINE_KILLED ||
            past->kind == TIMELINE_ENDED) {
            return NULL;
        }
    }
    return NULL;
}

static const struct timeline_process *find_process(const struct timeline_snapshot *snapshot,
                                                   int actor)
{
    for (size_t i = 0; snapshot != NULL && i < snapshot->process_count; i++) {
        if (snapshot->processes[i].actor == actor) {
            return &snapshot->processes[i];
        }
    }
    return NULL;
}

/* A tracer stops a process also where it only looks: held up is who was told to wait. */
static const struct timeline_event *find_hold(const struct timeline *timeline, size_t event,
                                              int actor)
{
    for (size_t i = event + 1; i-- > 0;) {
        const struct timeline_event *past = &timeline->events[i];
        if (past->actor == actor) {
            return past->kind == TIMELINE_HELD ? past : NULL;
        }
    }
    return NULL;
}

static void append_state(struct text *text, const struct timeline_process *process, bool calls,
                         const struct timeline_event *hold)
{
    switch (process->state) {
    case '\0':
    case 'Z':
    case 'X':
        text_append(text, "has ended");
        break;
    case 'T':
        text_append(text, "is stopped by a signal");
        break;
    case 't':
        text_append(text, hold != NULL ? "is held up" : "runs");
        break;
    case 'S':
    case 'D':
        if (calls && process->sleeping_in != NULL) {
            text_format(text, "sleeps in %s", process->sleeping_in);
            break;
        }
        /* fall through */
    default:
        text_append(text, calls ? "runs" : "waits for a call");
    }
}

static void draw_process(const struct board *board, size_t event,
                         const struct timeline_process *process,
                         const struct timeline_process *before, struct sheet *sheet)
{
    char room[32];
    const struct timeline_event *call = find_call(board->timeline, event, process->actor);
    AUTO_TEXT struct text state = {0};
    append_state(&state, process, call != NULL, find_hold(board->timeline, event, process->actor));
    bool sleeps = strncmp(text_string(&state), "sleeps", 6) == 0;
    bool slept = before != NULL && before->sleeping_in != NULL;
    sheet_begin_line(sheet);
    sheet_format(sheet, TONE_PLAIN, "    %s",
                 timeline_actor_name(board->timeline, process->actor, room));
    sheet_move_to(sheet, STATE_COLUMN);
    sheet_write(sheet, sleeps ? TONE_WARN : TONE_PLAIN, text_string(&state));
    if (call != NULL && call->text != NULL) {
        sheet_move_to(sheet, CALL_COLUMN);
        sheet_format(sheet, TONE_FAINT, "%s", call->text);
    }
    if (before == NULL || sleeps != slept || (before->state == '\0') != (process->state == '\0')) {
        sheet_mark(sheet);
    }
}

void board_draw_processes(const struct board *board, size_t event,
                          const struct timeline_snapshot *now,
                          const struct timeline_snapshot *before, struct sheet *sheet)
{
    if (now == NULL || now->process_count == 0) {
        return;
    }
    sheet_begin_line(sheet);
    sheet_write(sheet, TONE_FAINT, "  processes");
    for (size_t i = 0; i < now->process_count; i++) {
        const struct timeline_process *process = &now->processes[i];
        draw_process(board, event, process, find_process(before, process->actor), sheet);
    }
}
