/* Which pairs of sources look alike: a reason to look at them, and never a proof of anything. Who solves a small
 * exercise as its lesson suggests writes what others write.
 *
 * A source's own code is its fingerprints (similarity/fingerprints.h) without those of the code that everybody was
 * given. A pair's share is what the two have in common, of the smaller one's own code; a fingerprint that more than
 * SIMILARITY_COMMON sources have, and more than a quarter of them, is common knowledge and counts for nobody. Renaming,
 * reformatting, comments and another order of functions change nothing of it.
 */
#ifndef WORKBOOK_SIMILARITY_SIMILARITY_H
#define WORKBOOK_SIMILARITY_SIMILARITY_H

#include "similarity/regions.h"

enum {
    SIMILARITY_COMMON = 10,
    SIMILARITY_OWN_LEAST = 8, /* fingerprints: with fewer there is too little to compare */
};

struct similarity_request {
    const char *const *given; /* texts of the stub, the header, the lesson */
    size_t given_count;
    const char *const *sources; /* of one exercise, one for each student */
    size_t source_count;
    unsigned least_per_mille; /* pairs with a smaller share are left out */
    size_t most_pairs;        /* only the first ones; 0: all */
};

struct similarity_pair {
    size_t left, right; /* indices of sources, left < right */
    unsigned per_mille; /* the share */
    unsigned shared;    /* fingerprints */
    struct similarity_region *regions;
    size_t region_count;
};

struct similarity {
    struct similarity_pair *pairs; /* the largest share first, then the most shared */
    size_t pair_count;
    size_t *too_short; /* sources with too little of their own */
    size_t too_short_count;
};

#define AUTO_SIMILARITY AUTO(similarity_finish)

/* Memory: the sources' symbols, 4 bytes for each pair of sources, and the pairs that share enough. */
void similarity_find(struct similarity *similarity, const struct similarity_request *request);
void similarity_finish(struct similarity *similarity);

#endif
