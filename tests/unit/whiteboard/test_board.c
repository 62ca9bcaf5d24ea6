/* The whiteboard's pictures: the last step of each, in UTF-8 and in ASCII, as stored in golden/.
 * WORKBOOK_ACCEPT=1 stores what is drawn now. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "pictures.h"
#include "whiteboard/board.h"

static char *draw(const struct picture *picture, bool utf8)
{
    AUTO(timeline_finish) struct timeline timeline = {0};
    AUTO_SHEET struct sheet sheet = {.columns = 80, .utf8 = utf8};
    AUTO_BOARD_STEPS struct board_steps steps = {0};
    struct text text = {0};
    picture->fill(&timeline);
    board_find_steps(&timeline, &steps);
    const struct board board = {.title = picture->name,
                                .timeline = &timeline,
                                .shape = picture->shape,
                                .item_bytes = picture->item_bytes};
    board_draw(&board, &steps, steps.count - 1, &sheet);
    for (size_t i = 0; i < sheet.line_count; i++) {
        cr_expect_leq(sheet.lines[i].columns, 80, "%s: a line is too long", picture->name);
    }
    sheet_print(&sheet, &(struct report_style){.utf8 = utf8}, &text);
    return text_steal(&text);
}

static void compare(const struct picture *picture, bool utf8)
{
    struct error err;
    AUTO_FREE char *drawn = draw(picture, utf8);
    AUTO_FREE char *path =
        memory_format("%s/%s%s.txt", GOLDEN_DIR, picture->name, utf8 ? "" : ".ascii");
    AUTO_FREE char *golden = NULL;
    size_t length;
    if (getenv("WORKBOOK_ACCEPT") != NULL) {
        cr_assert(file_write_atomic(path, drawn, strlen(drawn), &err), "%s", err.message);
    }
    cr_assert(file_read(path, 1 << 20, &golden, &length, &err), "%s", err.message);
    cr_expect_str_eq(drawn, golden, "%s is now:\n%s", path, drawn);
}

Test(board, pictures_are_as_stored)
{
    size_t count;
    const struct picture *pictures = pictures_list(&count);
    for (size_t i = 0; i < count; i++) {
        compare(&pictures[i], true);
        compare(&pictures[i], false);
    }
}
