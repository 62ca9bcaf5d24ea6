/* The plain view: the model as lines of text, for screen readers, dumb terminals and pipes. It never goes back
 * over what it has written; each verdict is one block, and every command is a letter and Enter.
 */
#ifndef WORKBOOK_WATCH_PLAIN_H
#define WORKBOOK_WATCH_PLAIN_H

#include "base/text.h"
#include "report/style.h"
#include "watch/model.h"

/* How far the model's changes have been told. All zero: nothing has. */
struct plain {
    unsigned result_turn, page_turn, note_turn, phase_turn;
    size_t at;
    bool begun, asked_reset;
    bool told_failure; /* the first result was one; what Valgrind says comes on top of it */
};

/* Appends what is new since the last time. */
void plain_tell(struct plain *plain, const struct watch_model *model,
                const struct report_style *style, struct text *out);

/* The key for a line that was typed: its first letter; Enter alone, and "esc", are what they say. */
int plain_key_of(const char *line);

#endif
