#include "base/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Longer words are compared by their beginnings: nobody mistypes a name of more than 63 letters. */
enum { WORD_MAX = 63 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

size_t nearest_distance(const char *a, const char *b)
{
    size_t rows = smaller(strlen(a), WORD_MAX);
    size_t columns = smaller(strlen(b), WORD_MAX);
    /* Cell [i][k]: the steps from the first i letters of a to the first k letters of b. */
    size_t steps[WORD_MAX + 1][WORD_MAX + 1];
    for (size_t i = 0; i <= rows; i++) {
        for (size_t k = 0; k <= columns; k++) {
            if (i == 0 || k == 0) {
                steps[i][k] = i + k;
                continue;
            }
            size_t replaced = steps[i - 1][k - 1] + (same_letter(a[i - 1], b[k - 1]) ? 0 : 1);
            size_t least = smaller(replaced, 1 + smaller(steps[i - 1][k], steps[i][k - 1]));
            if (i > 1 && k > 1 && same_letter(a[i - 1], b[k - 2]) &&
                same_letter(a[i - 2], b[k - 1])) {
                least = smaller(least, 1 + steps[i - 2][k - 2]);
            }
            steps[i][k] = least;
        }
    }
    return steps[rows][columns];
}

const char *nearest_find(const char *word, const char *const *names, size_t count)
{
    size_t length = strlen(word);
    if (length == 0) {
        return NULL;
    }
    const char *nearest = NULL;
    size_t limit = length < 3 ? 1 : (length + 2) / 3;
    size_t best = limit + 1;
    for (size_t i = 0; i < count; i++) {
        size_t distance = nearest_distance(word, names[i]);
        if (distance < best) {
            best = distance;
            nearest = names[i];
        }
    }
    for (size_t i = 0; nearest == NULL && i < count; i++) {
        if (length >= 2 && strncasecmp(word, names[i], length) == 0) {
            nearest = names[i];
        }
    }
    return nearest;
}
