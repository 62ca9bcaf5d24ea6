#include "whiteboard/viewer.h"

enum { HEAD_ROWS = 3, FOOT_ROWS = 1 };

void viewer_init(struct viewer *viewer, const struct board *board, const struct board_steps *steps)
{
    *viewer = (struct viewer){.board = board, .steps = steps, .leave = "q quit", .is_fresh = true};
}

enum viewer_action viewer_action_of(int character)
{
    static const struct {
        char character;
        enum viewer_action action;
    } keys[] = {
        {' ', VIEWER_NEXT}, {'n', VIEWER_NEXT},  {'l', VIEWER_NEXT}, {'b', VIEWER_BACK},
        {'h', VIEWER_BACK}, {'g', VIEWER_FIRST}, {'G', VIEWER_LAST}, {'p', VIEWER_PLAY},
        {'k', VIEWER_UP},   {'j', VIEWER_DOWN},  {'q', VIEWER_QUIT}, {'\x03', VIEWER_QUIT},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].character == character) {
            return keys[i].action;
        }
    }
    return VIEWER_NOTHING;
}

static void turn_to(struct viewer *viewer, size_t step)
{
    viewer->is_fresh = viewer->is_fresh || step != viewer->step;
    viewer->step = step;
}

void viewer_act(struct viewer *viewer, enum viewer_action action)
{
    size_t last = viewer->steps->count - 1;
    if (action != VIEWER_NOTHING && action != VIEWER_PLAY) {
        viewer->is_playing = false;
    }
    switch (action) {
    case VIEWER_NEXT:
        turn_to(viewer, viewer->step < last ? viewer->step + 1 : last);
        break;
    case VIEWER_BACK:
        turn_to(viewer, viewer->step > 0 ? viewer->step - 1 : 0);
        break;
    case VIEWER_FIRST:
        turn_to(viewer, 0);
        break;
    case VIEWER_LAST:
        turn_to(viewer, last);
        break;
    case VIEWER_PLAY:
        viewer->is_playing = !viewer->is_playing;
        break;
    case VIEWER_UP:
        viewer->scroll -= viewer->scroll > 0 ? 1 : 0;
        break;
    case VIEWER_DOWN:
        viewer->scroll++;
        break;
    case VIEWER_QUIT:
        viewer->has_quit = true;
        break;
    case VIEWER_NOTHING:
        break;
    }
}

void viewer_tick(struct viewer *viewer)
{
    if (viewer->is_playing && viewer->step + 1 < viewer->steps->count) {
        turn_to(viewer, viewer->step + 1);
    }
    viewer->is_playing = viewer->is_playing && viewer->step + 1 < viewer->steps->count;
}

/* The first line below the head that has changed, counted from the head; 0 when none has. */
static unsigned find_change(const struct sheet *sheet)
{
    for (size_t i = HEAD_ROWS; i < sheet->line_count; i++) {
        if (sheet->lines[i].changed) {
            return (unsigned)i - HEAD_ROWS;
        }
    }
    return 0;
}

/* A step that was just turned to shows its first change, with two lines above it; and the last line
 * does not leave the page's end. */
static void settle_scroll(struct viewer *viewer, const struct sheet *sheet, unsigned room)
{
    unsigned lines = (unsigned)sheet->line_count - HEAD_ROWS;
    if (viewer->is_fresh) {
        unsigned change = find_change(sheet);
        viewer->scroll = change >= room ? change - 2 : 0;
        viewer->is_fresh = false;
    }
    unsigned most = lines > room ? lines - room : 0;
    viewer->scroll = viewer->scroll < most ? viewer->scroll : most;
}

static void draw_foot(const struct viewer *viewer, const struct sheet *picture, unsigned room,
                      struct sheet *sheet)
{
    unsigned lines = (unsigned)picture->line_count - HEAD_ROWS;
    sheet_begin_line(sheet);
    sheet_write(sheet, TONE_FAINT, " space next  b back  p ");
    sheet_write(sheet, TONE_FAINT, viewer->is_playing ? "stop" : "play");
    sheet_format(sheet, TONE_FAINT, "  g first  G last  %s", viewer->leave);
    if (lines > room) {
        sheet_format(sheet, TONE_FAINT, "  j k scroll: %u-%u of %u", viewer->scroll + 1,
                     viewer->scroll + room, lines);
    }
}

void viewer_draw(struct viewer *viewer, unsigned rows, struct sheet *sheet)
{
    unsigned room = rows > HEAD_ROWS + FOOT_ROWS ? rows - HEAD_ROWS - FOOT_ROWS : 1;
    AUTO_SHEET struct sheet picture = {.columns = sheet->columns, .utf8 = sheet->utf8};
    board_draw(viewer->board, viewer->steps, viewer->step, &picture);
    settle_scroll(viewer, &picture, room);
    for (unsigned i = 0; i < HEAD_ROWS; i++) {
        sheet_take_line(sheet, &picture, i);
    }
    for (unsigned i = 0; i < room; i++) {
        size_t line = HEAD_ROWS + viewer->scroll + i;
        if (line < picture.line_count) {
            sheet_take_line(sheet, &picture, line);
        } else {
            sheet_begin_line(sheet);
        }
    }
    draw_foot(viewer, &picture, room, sheet);
}
