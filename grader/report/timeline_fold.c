/* Rows that repeat themselves. */
#include "report/timeline_rows.h"

#include <string.h>

enum { BLOCK_MAX = 8 };

static bool is_equal(const struct timeline_row *one, const struct timeline_row *other)
{
    return one->actor == other->actor && one->across == other->across && one->lane == other->lane &&
           one->depth == other->depth && strcmp(one->text, other->text) == 0 &&
           strcmp(one->result != NULL ? one->result : "",
                  other->result != NULL ? other->result : "") == 0;
}

/* How often the `length` rows at `from` come one behind the other. */
static unsigned count_times(const struct timeline_rows *rows, size_t from, size_t length)
{
    unsigned times = 1;
    for (size_t at = from + length; at + length <= rows->count; at += length) {
        for (size_t i = 0; i < length; i++) {
            if (!is_equal(&rows->items[from + i], &rows->items[at + i])) {
                return times;
            }
        }
        times++;
    }
    return times;
}

/* The length of the block here whose repetition takes most rows away; 1 with *times 1: none. */
static size_t find_block(const struct timeline_rows *rows, size_t from, unsigned *times)
{
    size_t best = 1;
    *times = 1;
    for (size_t length = 1; length <= BLOCK_MAX; length++) {
        unsigned found = count_times(rows, from, length);
        if ((found - 1) * length > (*times - 1) * best) {
            best = length;
            *times = found;
        }
    }
    return best;
}

void timeline_rows_fold(struct timeline_rows *rows)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->count;) {
        unsigned times;
        size_t length = find_block(rows, i, &times);
        for (size_t k = 0; k < length * times; k++) {
            if (k < length) {
                rows->items[kept++] = rows->items[i + k];
            } else {
                timeline_row_finish(&rows->items[i + k]);
            }
        }
        rows->items[kept - 1].times = times;
        rows->items[kept - 1].block = (unsigned)length;
        i += length * times;
    }
    rows->count = kept;
}
