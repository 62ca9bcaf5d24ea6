/* What the terminal can do, by terminfo(5). A file of its own: term.h makes macros of words like `tone`. */
#include "watch/terminal.h"

#include <ncurses.h>
#include <term.h>
#include <unistd.h>

static bool has(const char *capability)
{
    const char *sequence = tigetstr(capability);
    return sequence != NULL && sequence != (const char *)-1;
}

/* Cursor motion is what a full screen cannot do without. */
bool terminal_can_draw(int output)
{
    int problem = 0;
    if (isatty(output) != 1 || setupterm(NULL, output, &problem) != OK) {
        return false;
    }
    bool able = has("cup") && has("clear");
    (void)del_curterm(cur_term);
    return able;
}
