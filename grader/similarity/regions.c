#include "similarity/regions.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

/* A stretch that is the same on both sides: symbols of each. */
struct stretch {
    size_t left, right, length;
};

struct search {
    const struct code *left;
    const struct code *right;
    bool *left_taken; /* a symbol is in one stretch only */
    bool *right_taken;
};

static bool same(const struct search *search, size_t left, size_t right)
{
    return left < search->left->count && right < search->right->count &&
           !search->left_taken[left] && !search->right_taken[right] &&
           search->left->symbols[left].value == search->right->symbols[right].value;
}

/* The longest one through a pair of symbols; length 0 when they differ or are taken. */
static struct stretch grow(const struct search *search, size_t left, size_t right)
{
    struct stretch stretch = {left, right, 0};
    while (same(search, left + stretch.length, right + stretch.length)) {
        stretch.length++;
    }
    while (stretch.length > 0 && stretch.left > 0 && stretch.right > 0 &&
           same(search, stretch.left - 1, stretch.right - 1)) {
        stretch.left--;
        stretch.right--;
        stretch.length++;
    }
    return stretch;
}

static struct stretch longest_from(const struct search *search, const struct fingerprint *print,
                                   const struct fingerprints *right_prints)
{
    struct stretch best = {0};
    size_t count;
    const struct fingerprint *partners = fingerprints_find(right_prints, print->hash, &count);
    for (size_t i = 0; i < count; i++) {
        struct stretch stretch = grow(search, print->at, partners[i].at);
        best = stretch.length > best.length ? stretch : best;
    }
    return best;
}

static struct similarity_region take(struct search *search, const struct stretch *stretch)
{
    for (size_t i = 0; i < stretch->length; i++) {
        search->left_taken[stretch->left + i] = true;
        search->right_taken[stretch->right + i] = true;
    }
    const struct code_symbol *left = &search->left->symbols[stretch->left];
    const struct code_symbol *right = &search->right->symbols[stretch->right];
    return (struct similarity_region){.left_first = left->line,
                                      .left_last = left[stretch->length - 1].line,
                                      .right_first = right->line,
                                      .right_last = right[stretch->length - 1].line,
                                      .symbols = stretch->length};
}

static int compare(const void *a, const void *b)
{
    const struct similarity_region *left = a;
    const struct similarity_region *right = b;
    if (left->left_first != right->left_first) {
        return left->left_first < right->left_first ? -1 : 1;
    }
    return left->right_first < right->right_first ? -1 : left->right_first > right->right_first;
}

struct similarity_region *regions_find(const struct code *left,
                                       const struct fingerprints *left_prints,
                                       const struct code *right,
                                       const struct fingerprints *right_prints, size_t *count)
{
    AUTO_FREE bool *left_taken = memory_allocate(left->count + 1, sizeof *left_taken);
    AUTO_FREE bool *right_taken = memory_allocate(right->count + 1, sizeof *right_taken);
    struct search search = {left, right, left_taken, right_taken};
    struct similarity_region *regions = NULL;
    *count = 0;
    for (size_t i = 0; i < left_prints->count; i++) {
        struct stretch stretch = longest_from(&search, &left_prints->items[i], right_prints);
        if (stretch.length >= FINGERPRINT_RUN) {
            *memory_append(&regions, count) = take(&search, &stretch);
        }
    }
    if (*count > 0) {
        qsort(regions, *count, sizeof *regions, compare);
    }
    return regions;
}
