#include "report/timeline_text.h"

#include "report/printable.h"
#include "report/timeline_lanes.h"
#include "report/timeline_rows.h"

#include <string.h>

enum {
    COLUMNS_DEFAULT = 80,
    ROWS_SHOWN = 60, /* of a long one */
    TEXT_LEAST = 28, /* columns that a long result leaves for what it is the result of */
};

struct picture {
    const struct timeline *timeline;
    const struct timeline_text_about *about;
    const struct report_style *style;
    struct text *out;
    unsigned columns;
    struct lanes lanes;
};

/* --- one step ---------------------------------------------------------------------------------- */

/* The call, or what else it is: indented by its depth, with a name where the lane has none. */
static void make_step(const struct picture *picture, const struct timeline_row *row,
                      const struct lane *lane, struct text *step)
{
    char room[32];
    text_append_repeated(step, ' ', row->depth * 2);
    if (lane->shared) {
        text_append(step, "[");
        printable_append(picture->style, step,
                         timeline_actor_name(picture->timeline, row->actor, room));
        text_append(step, "] ");
    }
    printable_append(picture->style, step, row->text);
}

static void make_result(const struct picture *picture, const struct timeline_row *row,
                        struct text *result)
{
    if (row->result != NULL) {
        text_append(result, " ");
        printable_append(picture->style, result, row->result);
    }
    if (row->block == 1 && row->times > 1) {
        text_format(result, picture->style->utf8 ? "  ×%u" : "  x%u", row->times);
    }
}

static unsigned columns_of(const struct text *text)
{
    return printable_columns(text_string(text), text->length);
}

/* Appends as much as there is room for; returns the columns used. */
static unsigned append_cut(const struct picture *picture, const struct text *text, unsigned room)
{
    const char *dots = picture->style->utf8 ? "…" : "...";
    unsigned dots_columns = printable_columns(dots, strlen(dots));
    if (columns_of(text) <= room) {
        text_append(picture->out, text_string(text));
        return columns_of(text);
    }
    size_t fits = printable_fit(text_string(text), room > dots_columns ? room - dots_columns : 0);
    text_append_bytes(picture->out, text_string(text), fits);
    text_append(picture->out, dots);
    return printable_columns(text_string(text), fits) + dots_columns;
}

/* Both in a room of columns; the step gives way before its result does. */
static unsigned append_step(const struct picture *picture, const struct timeline_row *row,
                            const struct lane *lane, unsigned room)
{
    AUTO_TEXT struct text step = {0};
    AUTO_TEXT struct text result = {0};
    make_step(picture, row, lane, &step);
    make_result(picture, row, &result);
    unsigned behind = columns_of(&result);
    unsigned least = room / 2 < TEXT_LEAST ? room / 2 : TEXT_LEAST;
    unsigned for_step = behind + least < room ? room - behind : least;
    unsigned used = append_cut(picture, &step, for_step);
    return used + append_cut(picture, &result, room > used ? room - used : 0);
}

static void write_step(const struct picture *picture, const struct timeline_row *row)
{
    struct lane *lane = lanes_find(&picture->lanes, row->actor);
    if (lane == NULL) {
        return; /* it begins or ends, and has no part in what is shown */
    }
    struct text *out = picture->out;
    bool dressed = row->tone != TONE_PLAIN;
    text_format(out, "%8.1f", (double)row->time_ns / 1e6);
    unsigned column = lanes_append(&picture->lanes, out, LANES_AT - 2, lane->column);
    text_append_repeated(out, ' ', lane->column - column);
    text_append(out, lane_mark(picture->style, row->mark));
    text_append(out, " ");
    text_append(out, dressed ? report_style_tone(picture->style, row->tone) : "");
    column = lane->column + 2;
    column += append_step(picture, row, lane, picture->columns - column);
    text_append(out, dressed ? report_style_tone(picture->style, TONE_PLAIN) : "");
    lane->now = row->lane;
    lanes_append(&picture->lanes, out, column, 0);
    text_append(out, "\n");
}

/* --- between the steps ------------------------------------------------------------------------- */

/* What the test does itself, to nobody in particular. */
static void write_note(const struct picture *picture, const struct timeline_row *row)
{
    struct text *out = picture->out;
    AUTO_TEXT struct text note = {0};
    printable_append(picture->style, &note, row->text);
    text_format(out, "%8.1f  ", (double)row->time_ns / 1e6);
    text_append(out, report_style_tone(picture->style, row->tone));
    (void)append_cut(picture, &note, picture->columns - LANES_AT);
    text_append(out, report_style_tone(picture->style, TONE_PLAIN));
    text_append(out, "\n");
}

/* What the test says, across the lanes. */
static void write_remark(const struct picture *picture, const struct timeline_row *row)
{
    text_append(picture->out, "\n  ");
    text_append(picture->out, report_style_tone(picture->style, row->tone));
    report_style_wrap(picture->style, picture->out, 2, row->text);
    text_append(picture->out, report_style_tone(picture->style, TONE_PLAIN));
    text_append(picture->out, "\n");
}

static void write_row(const struct picture *picture, const struct timeline_row *row)
{
    if (row->across) {
        write_remark(picture, row);
    } else if (row->actor == TIMELINE_NOBODY) {
        write_note(picture, row);
    } else {
        write_step(picture, row);
    }
    if (row->block > 1 && row->times > 1) {
        text_append_repeated(picture->out, ' ', LANES_AT);
        text_format(picture->out,
                    picture->style->utf8 ? "⋮ these %u steps %u times in all\n"
                                         : ": these %u steps %u times in all\n",
                    row->block, row->times);
    }
}

/* --- all of it --------------------------------------------------------------------------------- */

static bool has_passed(const struct timeline *timeline)
{
    return timeline->status != NULL && strcmp(timeline->status, "pass") == 0;
}

/* The rows that are shown: `last` is one behind. */
struct extent {
    size_t first, last;
};

/* Of a long timeline that did not pass the last scene, of another one its first scenes. */
static struct extent choose_extent(const struct picture *picture, const struct timeline_rows *rows)
{
    struct extent extent = {0, rows->count};
    if (picture->about->all || rows->count <= ROWS_SHOWN) {
        return extent;
    }
    if (!has_passed(picture->timeline)) {
        extent.first = rows->count - ROWS_SHOWN;
        for (size_t i = extent.first; i < rows->count; i++) {
            extent.first = rows->items[i].opens_scene ? i : extent.first;
        }
        return extent;
    }
    extent.last = ROWS_SHOWN;
    for (size_t i = ROWS_SHOWN / 2; i < ROWS_SHOWN; i++) {
        extent.last = rows->items[i].opens_scene ? i : extent.last;
    }
    return extent;
}

static void write_left_out(const struct picture *picture, size_t rows, const char *which)
{
    if (rows > 0) {
        text_format(picture->out, "\n  (%zu lines %s: ./workbook trace %u --check %s --all)\n",
                    rows, which, picture->about->number, picture->timeline->check);
    }
}

static void write_title(const struct picture *picture)
{
    text_append(picture->out, "\n  ");
    report_style_append(picture->style, picture->out, TONE_STRONG, picture->about->exercise);
    text_format(picture->out, "  check %s\n  ", picture->timeline->check);
    report_style_wrap(picture->style, picture->out, 2, picture->about->title);
    text_append(picture->out, "\n");
}

/* Processes that are there before anything happens have lanes from the first line on. Returns the first
 * row that something happens in. */
static size_t begin_lanes(const struct picture *picture, const struct timeline_rows *rows,
                          struct extent extent)
{
    size_t first = extent.first;
    while (first < extent.last && rows->items[first].actor != TIMELINE_NOBODY &&
           rows->items[first].mark == LANE_IDLE) {
        struct lane *lane = lanes_find(&picture->lanes, rows->items[first].actor);
        if (lane != NULL) {
            lane->now = LANE_IDLE;
        }
        first++;
    }
    return first;
}

static void write_end(const struct picture *picture)
{
    if (picture->timeline->is_cut) {
        text_append(picture->out, "\n  (there was more than is recorded)\n");
    }
    if (picture->about->lightly && !has_passed(picture->timeline)) {
        text_append(picture->out,
                    "\n  System calls are not shown: while they are watched a process is "
                    "slower, and then\n  this check passed.\n");
    }
    if (picture->about->failed_before && has_passed(picture->timeline)) {
        text_append(picture->out,
                    "\n  It failed when it was run among the other checks, and passes "
                    "alone: what do\n  calls of the checks before it leave behind?\n");
    }
    if (picture->timeline->status == NULL) {
        text_append(picture->out,
                    "\n  The check did not come to its end: this is as far as it came.\n");
    }
    text_append(picture->out, "\n");
}

void timeline_text_write(const struct timeline *timeline, const struct timeline_text_about *about,
                         const struct report_style *style, struct text *out)
{
    struct picture picture = {.timeline = timeline, .about = about, .style = style, .out = out};
    AUTO_TIMELINE_ROWS struct timeline_rows rows = {0};
    timeline_rows_make(timeline, &rows);
    picture.columns = style->columns > 0 ? style->columns : COLUMNS_DEFAULT;
    struct extent extent = choose_extent(&picture, &rows);
    lanes_make(&picture.lanes, &rows, extent.first, extent.last, style, picture.columns);
    write_title(&picture);
    write_left_out(&picture, extent.first, "before");
    text_append(out, "\n");
    lanes_append_names(&picture.lanes, timeline, out);
    size_t first = begin_lanes(&picture, &rows, extent);
    for (size_t i = first; i < extent.last; i++) {
        write_row(&picture, &rows.items[i]);
    }
    write_left_out(&picture, rows.count - extent.last, "more");
    write_end(&picture);
    lanes_finish(&picture.lanes);
}
