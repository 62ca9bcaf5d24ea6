/* Fingerprints of a row of symbols: hashes of all runs of FINGERPRINT_RUN symbols, of which winnowing keeps few.
 *
 * Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (SIGMOD 2003): of every
 * FINGERPRINT_WINDOW hashes in a row the smallest is kept (of equal ones the last). So whatever two functions have in
 * common over FINGERPRINT_RUN + FINGERPRINT_WINDOW - 1 symbols has a fingerprint in common, and nothing shorter than
 * FINGERPRINT_RUN has one. Each function is winnowed for itself, so that their order changes nothing.
 */
#ifndef WORKBOOK_SIMILARITY_FINGERPRINTS_H
#define WORKBOOK_SIMILARITY_FINGERPRINTS_H

#include "similarity/code.h"

enum { FINGERPRINT_RUN = 18, FINGERPRINT_WINDOW = 6 };

struct fingerprint {
    uint64_t hash;
    size_t at; /* the run's first symbol */
};

struct fingerprints {
    struct fingerprint *items;
    size_t count;
};

#define AUTO_FINGERPRINTS AUTO(fingerprints_finish)

/* Appends all runs' hashes, not only some: for code that is to be recognised wherever it stands. */
void fingerprints_append_all(struct fingerprints *prints, const struct code *code);

/* By place. */
void fingerprints_winnow(struct fingerprints *prints, const struct code *code);

/* By hash, then by place. */
void fingerprints_sort(struct fingerprints *prints);

/* The first of `sorted` with that hash, and how many there are; NULL and 0 without one. */
const struct fingerprint *fingerprints_find(const struct fingerprints *sorted, uint64_t hash,
                                            size_t *count);

void fingerprints_finish(struct fingerprints *prints);

#endif
