/* With real sources: the solution and the alternatives of each exercise were written to be unlike each other. */
#include "disguise.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "similarity/similarity.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

/* What the bank showed when this was written: unrelated sources up to 40 %, disguised ones from 99 %. */
enum { UNRELATED_MOST = 450, DISGUISED_LEAST = 950, TEXTS_MAX = 64 };

struct texts {
    char *items[TEXTS_MAX];
    size_t count;
};

static void texts_finish(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        free(texts->items[i]);
    }
}

/* FOLDER/NN-*BEHIND */
static void add_files(struct texts *texts, const char *folder, const char *exercise,
                      const char *behind)
{
    AUTO_FREE char *path = memory_format("%s%s/%s-*/%s", WORKBOOK_FOLDER, folder, exercise, behind);
    glob_t found;
    cr_assert_eq(glob(path, 0, NULL, &found), 0, "nothing at %s", path);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct error err;
        cr_assert_lt(texts->count, TEXTS_MAX);
        cr_assert(file_read(found.gl_pathv[i], 1 << 20, &texts->items[texts->count++], NULL, &err),
                  "%s", err.message);
    }
    globfree(&found);
}

static const char *const exercises[] = {"01", "02", "03", "04", "05", "06", "07"};
enum { EXERCISES = sizeof exercises / sizeof exercises[0] };

static void read_bank(const char *exercise, struct texts *given, struct texts *sources)
{
    add_files(given, "/exercises", exercise, "README.md");
    add_files(given, "/exercises", exercise, "*.h");
    add_files(given, "/tests/exercises", exercise, "stub/*.c");
    add_files(sources, "/solutions", exercise, "*.c");
    add_files(sources, "/tests/exercises", exercise, "alternatives/*.c");
}

static struct similarity compare(const struct texts *given, const struct texts *sources)
{
    const char *given_texts[TEXTS_MAX];
    const char *source_texts[TEXTS_MAX];
    memcpy(given_texts, given->items, sizeof given->items);
    memcpy(source_texts, sources->items, sizeof sources->items);
    struct similarity_request request = {.given = given_texts,
                                         .given_count = given->count,
                                         .sources = source_texts,
                                         .source_count = sources->count};
    struct similarity found;
    similarity_find(&found, &request);
    return found;
}

Test(similarity_bank, who_wrote_by_himself_ranks_low)
{
    size_t sources_seen = 0;
    for (size_t i = 0; i < EXERCISES; i++) {
        AUTO(texts_finish) struct texts given = {0};
        AUTO(texts_finish) struct texts sources = {0};
        read_bank(exercises[i], &given, &sources);
        AUTO_SIMILARITY struct similarity found = compare(&given, &sources);
        cr_assert_gt(found.pair_count, 0);
        cr_assert_leq(found.pairs[0].per_mille, UNRELATED_MOST, "%s: sources %zu and %zu: %u",
                      exercises[i], found.pairs[0].left, found.pairs[0].right,
                      found.pairs[0].per_mille);
        cr_assert_eq(found.too_short_count, 0);
        sources_seen += sources.count;
    }
    cr_assert_geq(sources_seen, 77);
}

/* One disguised copy of each source: as many pairs come first, and no other. */
Test(similarity_bank, who_disguised_a_copy_ranks_first)
{
    for (size_t i = 0; i < EXERCISES; i++) {
        AUTO(texts_finish) struct texts given = {0};
        AUTO(texts_finish) struct texts sources = {0};
        read_bank(exercises[i], &given, &sources);
        size_t own = sources.count;
        for (size_t k = 0; k < own; k++) {
            sources.items[sources.count++] = disguise_make(sources.items[k]);
        }
        AUTO_SIMILARITY struct similarity found = compare(&given, &sources);
        for (size_t k = 0; k < own; k++) {
            const struct similarity_pair *pair = &found.pairs[k];
            cr_assert_eq(pair->right, pair->left + own, "%s: pair %zu is %zu and %zu (%u)",
                         exercises[i], k, pair->left, pair->right, pair->per_mille);
            cr_assert_geq(pair->per_mille, DISGUISED_LEAST, "%s: source %zu: %u", exercises[i],
                          pair->left, pair->per_mille);
            cr_assert_gt(pair->region_count, 0);
        }
        cr_assert_leq(found.pairs[own].per_mille, UNRELATED_MOST, "%s: %u", exercises[i],
                      found.pairs[own].per_mille);
    }
}

/* Who handed in the stub has written nothing. */
Test(similarity_bank, the_stub_is_nobodys_own)
{
    for (size_t i = 0; i < EXERCISES; i++) {
        AUTO(texts_finish) struct texts given = {0};
        AUTO(texts_finish) struct texts sources = {0};
        add_files(&given, "/tests/exercises", exercises[i], "stub/*.c");
        add_files(&sources, "/tests/exercises", exercises[i], "stub/*.c");
        sources.items[sources.count++] = disguise_make(sources.items[0]);
        AUTO_SIMILARITY struct similarity found = compare(&given, &sources);
        cr_assert_eq(found.pair_count, 0);
        cr_assert_eq(found.too_short_count, sources.count);
    }
}
