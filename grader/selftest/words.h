/* The words of a header's comments, in order, each with its line: what the contract says, whatever the
 * layout. White space, comment marks and the star at the beginning of a line are no words. */
#ifndef WORKBOOK_SELFTEST_WORDS_H
#define WORKBOOK_SELFTEST_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct word {
    const char *bytes; /* in the text that was read; not terminated */
    size_t length;
    unsigned line;
};

struct words {
    struct word *items; /* owned; the bytes belong to the text */
    size_t count;
};

/* Of the comments of C source; of any text, all of it on the given line. */
void words_read_comments(struct words *words, const char *source);
void words_read_text(struct words *words, const char *text, unsigned line);
void words_finish(struct words *words);

bool word_equals(const struct word *a, const struct word *b);

/* Up to `most` words from `first` on, joined by blanks; owned by the caller. */
char *words_quote(const struct words *words, size_t first, size_t most);

#endif
