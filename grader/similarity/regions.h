/* Where two sources say the same: the longest stretches around the fingerprints that they share. */
#ifndef WORKBOOK_SIMILARITY_REGIONS_H
#define WORKBOOK_SIMILARITY_REGIONS_H

#include "similarity/fingerprints.h"

/* Lines from 1, the last one included. */
struct similarity_region {
    unsigned left_first, left_last;
    unsigned right_first, right_last;
    size_t symbols;
};

/* Both sets of fingerprints hold only those that the two share, sorted by hash. No symbol of either side is in two
 * regions. By the left side's lines; *count of them, owned by the caller. */
struct similarity_region *regions_find(const struct code *left,
                                       const struct fingerprints *left_prints,
                                       const struct code *right,
                                       const struct fingerprints *right_prints, size_t *count);

#endif
