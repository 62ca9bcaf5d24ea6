/* "Did you mean …?": the name that was most probably meant by a mistyped word. */
#ifndef WORKBOOK_BASE_NEAREST_H
#define WORKBOOK_BASE_NEAREST_H

#include <stddef.h>

/* Steps from one word to the other: insert, delete or replace a byte, or swap two neighbours
 * (the optimal string alignment distance), letters compared without regard to case. */
size_t nearest_distance(const char *a, const char *b);

/* The closest of `names`, or NULL when none is near enough to be worth a suggestion (more steps
 * than a third of the word's length, and no name begins with the word). The first wins a tie. */
const char *nearest_find(const char *word, const char *const *names, size_t count);

#endif
