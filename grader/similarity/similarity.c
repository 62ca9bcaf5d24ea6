#include "similarity/similarity.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

struct subject {
    struct code code;
    struct fingerprints own; /* sorted by hash */
    unsigned distinct;       /* hashes in it */
};

/* A hash in a source, to bring together the sources that have it. */
struct holding {
    uint64_t hash;
    size_t source;
};

struct comparison {
    const struct similarity_request *request;
    struct subject *subjects;
    struct holding *holdings; /* each source once for each hash, sorted */
    size_t holding_count;
    unsigned *shared; /* hashes of each pair, by pair_index */
};

/* -- What is a source's own ------------------------------------------------------------------- */

static void keep_unlike(struct fingerprints *prints, const struct fingerprints *given)
{
    size_t kept = 0;
    for (size_t i = 0; i < prints->count; i++) {
        size_t count;
        if (fingerprints_find(given, prints->items[i].hash, &count) == NULL) {
            prints->items[kept++] = prints->items[i];
        }
    }
    prints->count = kept;
}

static unsigned count_distinct(const struct fingerprints *sorted)
{
    unsigned distinct = 0;
    for (size_t i = 0; i < sorted->count; i++) {
        distinct += i == 0 || sorted->items[i].hash != sorted->items[i - 1].hash;
    }
    return distinct;
}

static void read_given(struct fingerprints *given, const struct similarity_request *request)
{
    for (size_t i = 0; i < request->given_count; i++) {
        AUTO_CODE struct code code;
        code_read(&code, request->given[i]);
        fingerprints_append_all(given, &code);
    }
    fingerprints_sort(given);
}

static void read_subject(struct subject *subject, const char *text,
                         const struct fingerprints *given)
{
    code_read(&subject->code, text);
    fingerprints_winnow(&subject->own, &subject->code);
    keep_unlike(&subject->own, given);
    fingerprints_sort(&subject->own);
    subject->distinct = count_distinct(&subject->own);
}

/* -- Who has what ------------------------------------------------------------------------------ */

static int compare_holdings(const void *a, const void *b)
{
    const struct holding *left = a;
    const struct holding *right = b;
    if (left->hash != right->hash) {
        return left->hash < right->hash ? -1 : 1;
    }
    return left->source < right->source ? -1 : left->source > right->source;
}

static void collect_holdings(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->request->source_count; i++) {
        const struct fingerprints *own = &comparison->subjects[i].own;
        for (size_t k = 0; k < own->count; k++) {
            if (k == 0 || own->items[k].hash != own->items[k - 1].hash) {
                *memory_append(&comparison->holdings, &comparison->holding_count) =
                    (struct holding){own->items[k].hash, i};
            }
        }
    }
    if (comparison->holding_count > 0) {
        qsort(comparison->holdings, comparison->holding_count, sizeof comparison->holdings[0],
              compare_holdings);
    }
}

/* Pairs (left < right) in a row: the triangle below the diagonal. */
static size_t pair_index(size_t left, size_t right)
{
    return right * (right - 1) / 2 + left;
}

static bool is_common(const struct comparison *comparison, size_t holders)
{
    return holders > SIMILARITY_COMMON && holders > comparison->request->source_count / 4;
}

static size_t same_hash(const struct comparison *comparison, size_t begin)
{
    size_t end = begin;
    while (end < comparison->holding_count &&
           comparison->holdings[end].hash == comparison->holdings[begin].hash) {
        end++;
    }
    return end - begin;
}

/* What is common knowledge is taken from those who have it; everything else counts for each pair of them. */
static void count_shared(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->holding_count;) {
        const struct holding *group = &comparison->holdings[i];
        size_t holders = same_hash(comparison, i);
        for (size_t right = 0; right < holders; right++) {
            comparison->subjects[group[right].source].distinct -= is_common(comparison, holders);
            for (size_t left = 0; left < right && !is_common(comparison, holders); left++) {
                comparison->shared[pair_index(group[left].source, group[right].source)]++;
            }
        }
        i += holders;
    }
}

/* -- Pairs ------------------------------------------------------------------------------------- */

static unsigned share_of(const struct comparison *comparison, size_t left, size_t right)
{
    unsigned a = comparison->subjects[left].distinct;
    unsigned b = comparison->subjects[right].distinct;
    unsigned smaller = a < b ? a : b;
    if (smaller < SIMILARITY_OWN_LEAST) {
        return 0;
    }
    return (unsigned)(comparison->shared[pair_index(left, right)] * 1000ul / smaller);
}

static int compare_pairs(const void *a, const void *b)
{
    const struct similarity_pair *left = a;
    const struct similarity_pair *right = b;
    if (left->per_mille != right->per_mille) {
        return left->per_mille > right->per_mille ? -1 : 1;
    }
    if (left->shared != right->shared) {
        return left->shared > right->shared ? -1 : 1;
    }
    if (left->left != right->left) {
        return left->left < right->left ? -1 : 1;
    }
    return left->right < right->right ? -1 : left->right > right->right;
}

static void rank_pairs(const struct comparison *comparison, struct similarity *similarity)
{
    for (size_t right = 1; right < comparison->request->source_count; right++) {
        for (size_t left = 0; left < right; left++) {
            unsigned share = share_of(comparison, left, right);
            if (share > 0 && share >= comparison->request->least_per_mille) {
                *memory_append(&similarity->pairs, &similarity->pair_count) =
                    (struct similarity_pair){.left = left,
                                             .right = right,
                                             .per_mille = share,
                                             .shared = comparison->shared[pair_index(left, right)]};
            }
        }
    }
    if (similarity->pair_count > 0) {
        qsort(similarity->pairs, similarity->pair_count, sizeof similarity->pairs[0],
              compare_pairs);
    }
    size_t most = comparison->request->most_pairs;
    similarity->pair_count =
        most > 0 && similarity->pair_count > most ? most : similarity->pair_count;
}

/* Those that the other side has too; what is common knowledge to many is shown as well, for the eye wants whole
 * functions. */
static void keep_alike(struct fingerprints *kept, const struct fingerprints *prints,
                       const struct fingerprints *other)
{
    for (size_t i = 0; i < prints->count; i++) {
        size_t count;
        if (fingerprints_find(other, prints->items[i].hash, &count) != NULL) {
            *memory_append(&kept->items, &kept->count) = prints->items[i];
        }
    }
}

static void find_regions(const struct comparison *comparison, struct similarity_pair *pair)
{
    const struct subject *left = &comparison->subjects[pair->left];
    const struct subject *right = &comparison->subjects[pair->right];
    AUTO_FINGERPRINTS struct fingerprints of_left = {0};
    AUTO_FINGERPRINTS struct fingerprints of_right = {0};
    keep_alike(&of_left, &left->own, &right->own);
    keep_alike(&of_right, &right->own, &left->own);
    pair->regions =
        regions_find(&left->code, &of_left, &right->code, &of_right, &pair->region_count);
}

static void list_too_short(const struct comparison *comparison, struct similarity *similarity)
{
    for (size_t i = 0; i < comparison->request->source_count; i++) {
        if (comparison->subjects[i].distinct < SIMILARITY_OWN_LEAST) {
            *memory_append(&similarity->too_short, &similarity->too_short_count) = i;
        }
    }
}

static void comparison_finish(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->request->source_count; i++) {
        code_finish(&comparison->subjects[i].code);
        fingerprints_finish(&comparison->subjects[i].own);
    }
    free(comparison->subjects);
    free(comparison->holdings);
    free(comparison->shared);
}

void similarity_find(struct similarity *similarity, const struct similarity_request *request)
{
    *similarity = (struct similarity){0};
    size_t count = request->source_count;
    AUTO(comparison_finish)
    struct comparison comparison = {
        .request = request,
        .subjects = memory_allocate(count + 1, sizeof *comparison.subjects),
        .shared = memory_allocate(pair_index(0, count + 1) + 1, sizeof *comparison.shared)};
    AUTO_FINGERPRINTS struct fingerprints given = {0};
    read_given(&given, request);
    for (size_t i = 0; i < count; i++) {
        read_subject(&comparison.subjects[i], request->sources[i], &given);
    }
    collect_holdings(&comparison);
    count_shared(&comparison);
    rank_pairs(&comparison, similarity);
    for (size_t i = 0; i < similarity->pair_count; i++) {
        find_regions(&comparison, &similarity->pairs[i]);
    }
    list_too_short(&comparison, similarity);
}

void similarity_finish(struct similarity *similarity)
{
    for (size_t i = 0; i < similarity->pair_count; i++) {
        free(similarity->pairs[i].regions);
    }
    free(similarity->pairs);
    free(similarity->too_short);
    *similarity = (struct similarity){0};
}
