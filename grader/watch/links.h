/* Hyperlinks on the screen: a place in the source that a click opens.
 *
 * The sequence is OSC 8 (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda). A terminal that
 * does not know it should ignore it, and some do not; so only those get it that are known to show it.
 */
#ifndef WORKBOOK_WATCH_LINKS_H
#define WORKBOOK_WATCH_LINKS_H

#include <stdbool.h>

#include "base/text.h"
#include "watch/canvas.h"

/* By what the environment tells of the terminal. Not inside screen and tmux, which have to hand them on. */
bool links_are_safe(void);

/* Appends what makes links of the words that stand at the canvas's places already: nothing on the screen
 * changes, the cursor comes back, and the tone is plain before and behind. `path` is that of the source. */
void links_append(struct text *out, const struct canvas *canvas, const char *path);

#endif
