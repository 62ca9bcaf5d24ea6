#include "similarity/fingerprints.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

/* FNV-1a over the symbols, then MurmurHash3's finaliser (Appleby): the smallest hash of a window is to be a random
 * one. */
static uint64_t hash_run(const struct code_symbol *symbols)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < FINGERPRINT_RUN; i++) {
        hash = (hash ^ symbols[i].value) * 1099511628211u;
    }
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
    return hash ^ (hash >> 33);
}

/* Does a run begin here that ends in the same function? */
static bool run_fits(const struct code *code, size_t at)
{
    return at + FINGERPRINT_RUN <= code->count &&
           code->symbols[at].piece == code->symbols[at + FINGERPRINT_RUN - 1].piece;
}

void fingerprints_append_all(struct fingerprints *prints, const struct code *code)
{
    for (size_t at = 0; at + FINGERPRINT_RUN <= code->count; at++) {
        if (run_fits(code, at)) {
            *memory_append(&prints->items, &prints->count) =
                (struct fingerprint){.hash = hash_run(&code->symbols[at]), .at = at};
        }
    }
}

/* Of `count` the smallest, of equal ones the last. */
static const struct fingerprint *smallest(const struct fingerprint *items, size_t count)
{
    const struct fingerprint *found = items;
    for (size_t i = 1; i < count; i++) {
        found = items[i].hash <= found->hash ? &items[i] : found;
    }
    return found;
}

/* The hashes of one function: of each window one, of fewer hashes than a window one. */
static void winnow_piece(struct fingerprints *prints, const struct fingerprint *items, size_t count)
{
    const struct fingerprint *last = NULL;
    size_t window = count < FINGERPRINT_WINDOW ? count : FINGERPRINT_WINDOW;
    for (size_t begin = 0; begin + window <= count; begin++) {
        const struct fingerprint *next = smallest(items + begin, window);
        if (next != last) {
            *memory_append(&prints->items, &prints->count) = *next;
            last = next;
        }
    }
}

void fingerprints_winnow(struct fingerprints *prints, const struct code *code)
{
    *prints = (struct fingerprints){0};
    AUTO_FINGERPRINTS struct fingerprints all = {0};
    fingerprints_append_all(&all, code);
    for (size_t begin = 0, end; begin < all.count; begin = end) {
        unsigned piece = code->symbols[all.items[begin].at].piece;
        for (end = begin; end < all.count && code->symbols[all.items[end].at].piece == piece;) {
            end++;
        }
        winnow_piece(prints, &all.items[begin], end - begin);
    }
}

static int compare(const void *a, const void *b)
{
    const struct fingerprint *left = a;
    const struct fingerprint *right = b;
    if (left->hash != right->hash) {
        return left->hash < right->hash ? -1 : 1;
    }
    return left->at < right->at ? -1 : left->at > right->at;
}

void fingerprints_sort(struct fingerprints *prints)
{
    if (prints->count > 0) {
        qsort(prints->items, prints->count, sizeof prints->items[0], compare);
    }
}

const struct fingerprint *fingerprints_find(const struct fingerprints *sorted, uint64_t hash,
                                            size_t *count)
{
    size_t low = 0;
    size_t high = sorted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted->items[middle].hash < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    while (low + *count < sorted->count && sorted->items[low + *count].hash == hash) {
        (*count)++;
    }
    return *count > 0 ? &sorted->items[low] : NULL;
}

void fingerprints_finish(struct fingerprints *prints)
{
    free(prints->items);
    *prints = (struct fingerprints){0};
}
