#include "watch/links.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static void draw(struct canvas *canvas, const char *text)
{
    canvas_init(canvas, 3, 40);
    struct canvas_area area = {.rows = 3, .columns = 40};
    canvas_draw(canvas, &area, text, 0);
    canvas_find_links(canvas, 0, 3, "work.c");
}

Test(links, places_are_found)
{
    AUTO_CANVAS struct canvas canvas = {0};
    draw(&canvas, "\u2717 work.c:57, in f\nwork.c: work.c:x\nwork.c:9:13: error");
    cr_assert_eq(canvas.link_count, 2);
    cr_assert_eq(canvas.links[0].row, 0);
    cr_assert_eq(canvas.links[0].column, 2);
    cr_assert_eq(canvas.links[0].columns, 9);
    cr_assert_eq(canvas.links[0].line, 57);
    cr_assert_eq(canvas.links[1].row, 2);
    cr_assert_eq(canvas.links[1].columns, 8);
}

Test(links, the_words_stay_and_the_cursor_comes_back)
{
    AUTO_CANVAS struct canvas canvas = {0};
    AUTO_TEXT struct text out = {0};
    setenv("TERM_PROGRAM", "vscode", 1);
    draw(&canvas, "at work.c:57\n");
    links_append(&out, &canvas, "/a b/work.c");
    cr_assert_str_eq(text_string(&out), "\0337\033[1;4H\033]8;;vscode://file/a%20b/work.c:57\033\\"
                                        "work.c:57\033]8;;\033\\\0338");
}

Test(links, without_a_place_nothing_is_written)
{
    AUTO_CANVAS struct canvas canvas = {0};
    AUTO_TEXT struct text out = {0};
    draw(&canvas, "all is well\n");
    links_append(&out, &canvas, "/a/work.c");
    cr_assert_str_eq(text_string(&out), "");
}

static void forget_terminal(void)
{
    static const char *const names[] = {"TMUX", "VTE_VERSION", "TERM_PROGRAM", "KONSOLE_VERSION",
                                        "WT_SESSION"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        unsetenv(names[i]);
    }
    setenv("TERM", "xterm-256color", 1);
}

Test(links, only_for_terminals_that_are_known, .init = forget_terminal)
{
    cr_assert_not(links_are_safe());
    setenv("VTE_VERSION", "4200", 1);
    cr_assert_not(links_are_safe());
    setenv("VTE_VERSION", "7200", 1);
    cr_assert(links_are_safe());
    setenv("TERM", "tmux-256color", 1);
    cr_assert_not(links_are_safe());
}
