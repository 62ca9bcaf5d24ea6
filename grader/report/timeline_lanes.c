#include "report/timeline_lanes.h"

#include "base/memory.h"
#include "report/printable.h"

#include <stdlib.h>
#include <string.h>

enum {
    WIDTH_MOST = 40,
    WIDTH_LEAST = 3,
    LAST_LEAST = 59, /* for the text of the last one */
};

void lanes_finish(struct lanes *lanes)
{
    free(lanes->items);
    *lanes = (struct lanes){0};
}

struct lane *lanes_find(const struct lanes *lanes, int actor)
{
    for (size_t i = 0; i < lanes->count; i++) {
        if (lanes->items[i].actor == actor) {
            return &lanes->items[i];
        }
    }
    return NULL;
}

static int compare_lanes(const void *one, const void *other)
{
    return ((const struct lane *)one)->actor - ((const struct lane *)other)->actor;
}

static void choose_columns(struct lanes *lanes, unsigned columns)
{
    unsigned room = columns > LANES_AT + LAST_LEAST ? columns - LANES_AT - LAST_LEAST : 0;
    unsigned width = lanes->count > 1 ? room / (unsigned)(lanes->count - 1) : 0;
    width = width > WIDTH_MOST ? WIDTH_MOST : width < WIDTH_LEAST ? WIDTH_LEAST : width;
    unsigned last = columns > LANES_AT + LAST_LEAST / 2 ? columns - LAST_LEAST / 2 : LANES_AT;
    for (size_t i = 0; i < lanes->count; i++) {
        unsigned column = LANES_AT + (unsigned)i * width;
        lanes->items[i].column = column < last ? column : last;
        lanes->items[i].shared = column >= last && i > 0;
    }
}

/* A process that only begins or ends here has no part. */
static bool has_part(const struct timeline_row *row)
{
    return row->actor != TIMELINE_NOBODY && row->mark != LANE_IDLE && row->mark != LANE_NONE;
}

void lanes_make(struct lanes *lanes, const struct timeline_rows *rows, size_t first, size_t last,
                const struct report_style *style, unsigned columns)
{
    *lanes = (struct lanes){.style = style};
    for (size_t i = first; i < last; i++) {
        if (has_part(&rows->items[i]) && lanes_find(lanes, rows->items[i].actor) == NULL) {
            struct lane *lane = memory_append(&lanes->items, &lanes->count);
            lane->actor = rows->items[i].actor;
        }
    }
    if (lanes->count > 0) {
        qsort(lanes->items, lanes->count, sizeof lanes->items[0], compare_lanes);
    }
    for (size_t i = 0; i < first; i++) {
        struct lane *lane = lanes_find(lanes, rows->items[i].actor);
        if (lane != NULL) {
            lane->now = rows->items[i].lane;
        }
    }
    choose_columns(lanes, columns);
}

const char *lane_mark(const struct report_style *style, enum timeline_lane lane)
{
    static const char *const utf8[] = {
        [LANE_NONE] = "╳", [LANE_IDLE] = "│", [LANE_CALL] = "┃", [LANE_ASLEEP] = "┊"};
    static const char *const ascii[] = {
        [LANE_NONE] = "x", [LANE_IDLE] = "|", [LANE_CALL] = "#", [LANE_ASLEEP] = ":"};
    return style->utf8 ? utf8[lane] : ascii[lane];
}

static void append_at(struct text *out, unsigned *column, unsigned at, const char *mark)
{
    text_append_repeated(out, ' ', at - *column);
    text_append(out, mark);
    *column = at + 1;
}

unsigned lanes_append(const struct lanes *lanes, struct text *out, unsigned column, unsigned end)
{
    for (size_t i = 0; i < lanes->count; i++) {
        const struct lane *lane = &lanes->items[i];
        if (lane->now != LANE_NONE && lane->column > column && (end == 0 || lane->column < end)) {
            append_at(out, &column, lane->column, lane_mark(lanes->style, lane->now));
        }
    }
    return column;
}

/* --- names ------------------------------------------------------------------------------------- */

static bool names_fit(const struct lanes *lanes, const struct timeline *timeline)
{
    char room[32];
    for (size_t i = 0; i + 1 < lanes->count; i++) {
        const char *name = timeline_actor_name(timeline, lanes->items[i].actor, room);
        if (strlen(name) >= lanes->items[i + 1].column - lanes->items[i].column) {
            return false;
        }
    }
    return true;
}

/* A new line with the lanes before this one. */
static unsigned begin_line(const struct lanes *lanes, size_t lane, struct text *out)
{
    unsigned column = 0;
    text_append(out, "\n");
    for (size_t i = 0; i < lane; i++) {
        if (lanes->items[i].column >= column) {
            append_at(out, &column, lanes->items[i].column, lane_mark(lanes->style, LANE_IDLE));
        }
    }
    return column;
}

void lanes_append_names(const struct lanes *lanes, const struct timeline *timeline,
                        struct text *out)
{
    static const char time[] = "      ms";
    bool fit = names_fit(lanes, timeline);
    unsigned column = sizeof time - 1;
    char room[32];
    text_append(out, time);
    for (size_t i = 0; i < lanes->count && !lanes->items[i].shared; i++) {
        AUTO_TEXT struct text name = {0};
        printable_append(lanes->style, &name,
                         timeline_actor_name(timeline, lanes->items[i].actor, room));
        column = fit || i == 0 ? column : begin_line(lanes, i, out);
        append_at(out, &column, lanes->items[i].column, "");
        column += printable_columns(text_string(&name), name.length) - 1;
        text_append(out, report_style_tone(lanes->style, TONE_STRONG));
        text_append(out, text_string(&name));
        text_append(out, report_style_tone(lanes->style, TONE_PLAIN));
    }
    text_append(out, "\n");
}
