/* Going through the steps, and pages of limited height. */
#include <criterion/criterion.h>
#include <string.h>

#include "pictures.h"
#include "scene.h"
#include "whiteboard/viewer.h"

/* Four steps without anything shared, but for the last. */
struct walk {
    struct timeline timeline;
    struct board_steps steps;
    struct board board;
    struct viewer viewer;
};

static void begin(struct walk *walk)
{
    static const unsigned char bytes[400] = {1, 2, 3};
    *walk = (struct walk){.board = {.title = "a walk"}};
    scene_actor(&walk->timeline, "the writer");
    for (int i = 0; i < 4; i++) {
        scene_event(&walk->timeline, TIMELINE_SCENE, TIMELINE_NOBODY, NULL, "the test waits");
    }
    struct timeline_snapshot *snapshot = scene_snapshot(&walk->timeline);
    for (int i = 0; i < 5; i++) {
        scene_object(snapshot, TIMELINE_POSIX, i == 4 ? "/last" : "/other", sizeof bytes, bytes,
                     sizeof bytes);
    }
    walk->board.timeline = &walk->timeline;
    board_find_steps(&walk->timeline, &walk->steps);
    viewer_init(&walk->viewer, &walk->board, &walk->steps);
}

static void end(struct walk *walk)
{
    board_steps_finish(&walk->steps);
    timeline_finish(&walk->timeline);
}

Test(viewer, goes_forth_and_back_and_no_further)
{
    struct walk walk;
    begin(&walk);
    viewer_act(&walk.viewer, VIEWER_BACK);
    cr_assert_eq(walk.viewer.step, 0);
    viewer_act(&walk.viewer, viewer_action_of(' '));
    viewer_act(&walk.viewer, viewer_action_of('n'));
    cr_assert_eq(walk.viewer.step, 2);
    viewer_act(&walk.viewer, viewer_action_of('b'));
    cr_assert_eq(walk.viewer.step, 1);
    viewer_act(&walk.viewer, viewer_action_of('G'));
    viewer_act(&walk.viewer, VIEWER_NEXT);
    cr_assert_eq(walk.viewer.step, 3);
    viewer_act(&walk.viewer, viewer_action_of('g'));
    cr_assert_eq(walk.viewer.step, 0);
    cr_assert_not(walk.viewer.has_quit);
    viewer_act(&walk.viewer, viewer_action_of('q'));
    cr_assert(walk.viewer.has_quit);
    end(&walk);
}

Test(viewer, plays_to_the_end_and_stops)
{
    struct walk walk;
    begin(&walk);
    viewer_tick(&walk.viewer);
    cr_assert_eq(walk.viewer.step, 0, "it goes on by itself only when it plays");
    viewer_act(&walk.viewer, viewer_action_of('p'));
    for (int i = 0; i < 3; i++) {
        cr_assert(walk.viewer.is_playing);
        viewer_tick(&walk.viewer);
    }
    cr_assert_eq(walk.viewer.step, 3);
    cr_assert_not(walk.viewer.is_playing);
    end(&walk);
}

Test(viewer, a_key_stops_the_play)
{
    struct walk walk;
    begin(&walk);
    viewer_act(&walk.viewer, VIEWER_PLAY);
    viewer_act(&walk.viewer, VIEWER_NEXT);
    viewer_tick(&walk.viewer);
    cr_assert_eq(walk.viewer.step, 1);
    cr_assert_eq(viewer_action_of('z'), VIEWER_NOTHING);
    end(&walk);
}

static size_t lines_on_page(struct walk *walk, unsigned rows, struct sheet *sheet)
{
    *sheet = (struct sheet){.columns = 80};
    viewer_draw(&walk->viewer, rows, sheet);
    return sheet->line_count;
}

Test(viewer, a_page_is_as_high_as_it_may_be)
{
    struct walk walk;
    struct sheet sheet;
    begin(&walk);
    for (unsigned rows = VIEWER_ROWS_LEAST; rows < 60; rows++) {
        viewer_act(&walk.viewer, rows % 2 == 0 ? VIEWER_LAST : VIEWER_FIRST);
        cr_assert_eq(lines_on_page(&walk, rows, &sheet), rows);
        sheet_finish(&sheet);
    }
    end(&walk);
}

Test(viewer, the_last_line_can_be_scrolled_to)
{
    struct walk walk;
    struct sheet sheet;
    begin(&walk);
    viewer_act(&walk.viewer, VIEWER_LAST);
    for (int i = 0; i < 100; i++) {
        viewer_act(&walk.viewer, VIEWER_DOWN);
        (void)lines_on_page(&walk, 12, &sheet);
        if (i < 99) {
            sheet_finish(&sheet);
        }
    }
    cr_assert(strchr(text_string(&sheet.lines[10].text), '+') != NULL, "the last box ends there");
    cr_assert(strstr(text_string(&sheet.lines[11].text), "q quit") != NULL);
    unsigned scrolled = walk.viewer.scroll;
    viewer_act(&walk.viewer, VIEWER_UP);
    cr_assert_eq(walk.viewer.scroll, scrolled - 1);
    sheet_finish(&sheet);
    end(&walk);
}
