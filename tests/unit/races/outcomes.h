/* A set of outcomes, each a text. */
#ifndef WORKBOOK_TESTS_OUTCOMES_H
#define WORKBOOK_TESTS_OUTCOMES_H

#include <stddef.h>

enum { OUTCOMES_MAX = 512 };

struct outcomes {
    char *texts[OUTCOMES_MAX]; /* owned */
    size_t count;
};

/* Copies it, unless it is there. */
void outcomes_add(struct outcomes *outcomes, const char *outcome);
/* Writes them in alphabetical order with blanks between, and empties the set. */
void outcomes_join(struct outcomes *outcomes, char *joined, size_t size);

#endif
