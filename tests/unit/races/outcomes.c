#include "outcomes.h"

#include "base/memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void outcomes_add(struct outcomes *outcomes, const char *outcome)
{
    for (size_t i = 0; i < outcomes->count; i++) {
        if (strcmp(outcomes->texts[i], outcome) == 0) {
            return;
        }
    }
    cr_assert_lt(outcomes->count, OUTCOMES_MAX);
    outcomes->texts[outcomes->count++] = memory_copy_string(outcome);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void outcomes_join(struct outcomes *outcomes, char *joined, size_t size)
{
    size_t length = 0;
    joined[0] = '\0';
    qsort(outcomes->texts, outcomes->count, sizeof outcomes->texts[0], compare_texts);
    for (size_t i = 0; i < outcomes->count && length < size; i++) {
        length += (size_t)snprintf(joined + length, size - length, "%s%s", i > 0 ? " " : "",
                                   outcomes->texts[i]);
        free(outcomes->texts[i]);
    }
    cr_assert_lt(length, size);
    outcomes->count = 0;
}
