#include "watch/screen.h"

#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "watch/links.h"
#include "watch/model.h"

struct screen {
    SCREEN *terminal;
    FILE *output;
    bool color, links;
};

enum { ESCAPE_DELAY_MS = 25 }; /* between Esc and what may follow it in a key's sequence */

static void begin_colors(struct screen *screen)
{
    static const short colors[] = {
        [TONE_GOOD] = COLOR_GREEN, [TONE_BAD] = COLOR_RED, [TONE_WARN] = COLOR_YELLOW};
    screen->color =
        screen->color && has_colors() && start_color() == OK && use_default_colors() == OK;
    for (short tone = TONE_GOOD; screen->color && tone <= TONE_WARN; tone++) {
        (void)init_pair(tone, colors[tone], -1);
    }
}

bool screen_open(bool color, struct screen **screen, struct error *err)
{
    struct screen *opened = memory_allocate(1, sizeof *opened);
    opened->color = color;
    opened->links = links_are_safe();
    (void)setlocale(LC_CTYPE, ""); /* ncurses measures characters by it */
    opened->terminal = newterm(NULL, stdout, stdin);
    if (opened->terminal == NULL) {
        free(opened);
        return error_set(err, "this terminal cannot show a full screen; try grader watch --plain");
    }
    (void)set_term(opened->terminal);
    (void)raw();
    (void)noecho();
    (void)nonl();
    (void)keypad(stdscr, TRUE);
    (void)nodelay(stdscr, TRUE);
    (void)set_escdelay(ESCAPE_DELAY_MS);
    (void)curs_set(0);
    begin_colors(opened);
    *screen = opened;
    return true;
}

void screen_close(struct screen *screen)
{
    if (screen != NULL) {
        (void)endwin();
        delscreen(screen->terminal);
        free(screen);
    }
}

void screen_size(const struct screen *screen, unsigned *rows, unsigned *columns)
{
    (void)screen;
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        (void)resizeterm(size.ws_row, size.ws_col);
    }
    *rows = (unsigned)LINES;
    *columns = (unsigned)COLS;
}

static attr_t attributes_of(const struct screen *screen, const struct canvas_cell *cell)
{
    attr_t attributes = cell->reverse ? A_REVERSE : A_NORMAL;
    switch (cell->tone) {
    case TONE_PLAIN:
        return attributes;
    case TONE_STRONG:
        return attributes | A_BOLD;
    case TONE_FAINT:
        return attributes | (screen->color ? A_DIM : A_NORMAL);
    default:
        return attributes | (screen->color ? (attr_t)COLOR_PAIR(cell->tone) : A_NORMAL);
    }
}

static bool looks_alike(const struct canvas_cell *a, const struct canvas_cell *b)
{
    return a->tone == b->tone && a->reverse == b->reverse;
}

/* Cells of one look are written together. */
static void show_row(const struct screen *screen, const struct canvas *canvas, unsigned row)
{
    AUTO_TEXT struct text run = {0};
    (void)move((int)row, 0);
    for (unsigned column = 0; column < canvas->columns; column++) {
        const struct canvas_cell *cell = canvas_cell(canvas, row, column);
        text_append(&run, cell->bytes);
        if (column + 1 == canvas->columns ||
            !looks_alike(cell, canvas_cell(canvas, row, column + 1))) {
            (void)attrset((int)attributes_of(screen, cell));
            (void)addstr(text_string(&run));
            text_clear(&run);
        }
    }
}

/* ncurses knows nothing of links: the words that it has written are written once more, as one. After a
 * refresh its tone is plain. */
static void show_links(const struct canvas *canvas, const char *path)
{
    AUTO_TEXT struct text words = {0};
    links_append(&words, canvas, path);
    (void)file_write_all(STDOUT_FILENO, text_string(&words), words.length);
}

void screen_show(struct screen *screen, const struct canvas *canvas, const char *path, bool afresh)
{
    (void)erase();
    for (unsigned row = 0; row < canvas->rows && row < (unsigned)LINES; row++) {
        show_row(screen, canvas, row);
    }
    if (afresh) {
        (void)clearok(curscr, TRUE);
    }
    (void)refresh();
    if (screen->links) {
        show_links(canvas, path);
    }
}

static int translate(int key)
{
    switch (key) {
    case KEY_UP:
        return WATCH_KEY_UP;
    case KEY_DOWN:
        return WATCH_KEY_DOWN;
    case KEY_LEFT:
        return WATCH_KEY_LEFT;
    case KEY_RIGHT:
        return WATCH_KEY_RIGHT;
    case KEY_PPAGE:
        return WATCH_KEY_PAGE_UP;
    case KEY_NPAGE:
        return WATCH_KEY_PAGE_DOWN;
    case KEY_HOME:
        return WATCH_KEY_HOME;
    case KEY_END:
        return WATCH_KEY_END;
    case KEY_ENTER:
    case '\r':
        return '\n';
    default:
        return key;
    }
}

int screen_read_key(struct screen *screen)
{
    (void)screen;
    int key;
    do {
        key = getch();
    } while (key == KEY_RESIZE || key == 0); /* the size is asked for when a signal tells */
    return key == ERR ? 0 : translate(key);
}

void screen_leave(struct screen *screen)
{
    (void)screen;
    (void)endwin();
}

void screen_return(struct screen *screen)
{
    (void)screen;
    (void)clearok(curscr, TRUE);
    (void)refresh();
}
