/* The terminal in full-screen mode: the place that knows ncurses. A canvas goes out, keys come in.
 *
 * The terminal is put in raw mode: Ctrl-C and Ctrl-Z come as keys and not as signals, which would go to the
 * sandboxes as well. ncurses(3X); the keys are decoded by it, the colours are the terminal's own eight.
 */
#ifndef WORKBOOK_WATCH_SCREEN_H
#define WORKBOOK_WATCH_SCREEN_H

#include <stdbool.h>

#include "base/error.h"
#include "watch/canvas.h"

struct screen;

/* Takes the terminal over. */
bool screen_open(bool color, struct screen **screen, struct error *err);

/* Gives it back as it was. NULL is accepted. */
void screen_close(struct screen *screen);

/* The size of the window as it is now. */
void screen_size(const struct screen *screen, unsigned *rows, unsigned *columns);

/* Shows the canvas; only what has changed is written. `afresh` writes all of it. Where it is safe the
 * canvas's links lead to the file at `path`. */
void screen_show(struct screen *screen, const struct canvas *canvas, const char *path, bool afresh);

/* The next key that was typed (watch/model.h); 0 when there is none. Does not wait. */
int screen_read_key(struct screen *screen);

/* Gives the terminal back for a while, and takes it again. */
void screen_leave(struct screen *screen);
void screen_return(struct screen *screen);

#endif
