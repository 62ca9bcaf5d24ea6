/* What somebody should know who reads a mark: why it is not simply what the checks came to. */
#ifndef WORKBOOK_GRADEBOOK_MARK_WORDS_H
#define WORKBOOK_GRADEBOOK_MARK_WORDS_H

#include "base/text.h"
#include "gradebook/class.h"

#include <stdbool.h>
#include <stddef.h>

/* Sentences, the most important first. Words of people and names of files in them are as they were given. */
struct mark_words {
    char **items;
    size_t count;
};

#define AUTO_MARK_WORDS AUTO(mark_words_finish)

/* Lateness, decisions, attempts that do not count, and why there is no mark. Notes are for colleagues, and not in it. */
void mark_words_collect(struct mark_words *words, const struct class_member *member);
void mark_words_finish(struct mark_words *words);

enum { MARK_LEFT_OUT_REASONS = 3 };

/* How many attempts do not count for one of the reasons, below MARK_LEFT_OUT_REASONS: "2 attempts came too late to
 * count". False, with nothing appended, when there are none. */
bool mark_words_append_left_out(struct text *out, const struct mark *mark, unsigned reason);

#endif
