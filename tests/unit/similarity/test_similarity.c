#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "similarity/similarity.h"

#include <criterion/criterion.h>

/* A function of its own kind for each number: what follows it depends on all of its digits. */
static void append_function(struct text *out, const char *name, unsigned kind)
{
    static const char *const calls[] = {"shmget", "shmat",  "shmdt", "shmctl",
                                        "mmap",   "munmap", "close", "ftruncate"};
    static const char *const signs[] = {"+", "-", "*", "/", "&", "|", "<<", ">>"};
    text_format(out, "int %s(int a)\n{\n", name);
    uint32_t state = kind;
    for (int i = 0; i < 20; i++) {
        state = state * 1664525u + 1013904223u;
        text_format(out, "    a = %s(a %s %s(b), 2);\n", calls[state >> 8 & 7],
                    signs[state >> 12 & 7], calls[state >> 16 & 7]);
    }
    text_append(out, "}\n");
}

static char *source_of(const char *name, unsigned first, unsigned second)
{
    struct text out = {0};
    append_function(&out, name, first);
    append_function(&out, name, second);
    return text_steal(&out);
}

static struct similarity find(const char *const *sources, size_t count, const char *given)
{
    struct similarity_request request = {
        .given = &given, .given_count = given != NULL, .sources = sources, .source_count = count};
    struct similarity found;
    similarity_find(&found, &request);
    return found;
}

Test(similarity, nothing_to_compare)
{
    AUTO_SIMILARITY struct similarity none = find(NULL, 0, NULL);
    cr_assert_eq(none.pair_count, 0);
    const char *const sources[] = {"", "int a;"};
    AUTO_SIMILARITY struct similarity found = find(sources, 2, NULL);
    cr_assert_eq(found.pair_count, 0);
    cr_assert_eq(found.too_short_count, 2);
}

Test(similarity, regions_of_functions_in_another_order)
{
    AUTO_FREE char *left = source_of("f", 1, 2);
    AUTO_FREE char *right = source_of("g", 2, 1);
    const char *const sources[] = {left, right};
    AUTO_SIMILARITY struct similarity found = find(sources, 2, NULL);
    cr_assert_eq(found.pair_count, 1);
    const struct similarity_pair *pair = &found.pairs[0];
    cr_assert_geq(pair->per_mille, 850);
    cr_assert_eq(pair->region_count, 2);
    cr_assert_eq(pair->regions[0].left_first, 1);
    cr_assert_eq(pair->regions[0].left_last, 23);
    cr_assert_eq(pair->regions[0].right_first, 24);
    cr_assert_eq(pair->regions[0].right_last, 46);
    cr_assert_eq(pair->regions[1].left_first, 24);
    cr_assert_eq(pair->regions[1].right_last, 23);
}

Test(similarity, ranking_and_its_limits)
{
    AUTO_FREE char *a = source_of("f", 1, 2);
    AUTO_FREE char *b = source_of("g", 1, 3);
    AUTO_FREE char *c = source_of("h", 1, 2);
    const char *const sources[] = {a, b, c};
    AUTO_SIMILARITY struct similarity found = find(sources, 3, NULL);
    cr_assert_eq(found.pair_count, 3);
    cr_assert_eq(found.pairs[0].left, 0);
    cr_assert_eq(found.pairs[0].right, 2);
    cr_assert_eq(found.pairs[0].per_mille, 1000);
    cr_assert_lt(found.pairs[1].per_mille, 700);
    struct similarity_request request = {
        .sources = sources, .source_count = 3, .least_per_mille = 900, .most_pairs = 2};
    AUTO_SIMILARITY struct similarity few;
    similarity_find(&few, &request);
    cr_assert_eq(few.pair_count, 1);
}

Test(similarity, what_was_given_is_nobodys_own)
{
    AUTO_FREE char *a = source_of("f", 1, 2);
    AUTO_FREE char *b = source_of("f", 1, 3);
    AUTO_TEXT struct text given = {0};
    append_function(&given, "f", 1);
    const char *const sources[] = {a, b};
    AUTO_SIMILARITY struct similarity found = find(sources, 2, text_string(&given));
    cr_assert(found.pair_count == 0 || found.pairs[0].per_mille < 100);
}

/* Twelve students with one function in common, which somebody wrote on the blackboard, and one of their own. */
Test(similarity, what_everybody_has_counts_for_nobody)
{
    enum { STUDENTS = 12 };
    char *sources[STUDENTS];
    const char *borrowed[STUDENTS];
    for (unsigned i = 0; i < STUDENTS; i++) {
        sources[i] = source_of("f", 1, 10 + i);
        borrowed[i] = sources[i];
    }
    AUTO_SIMILARITY struct similarity few = find(borrowed, SIMILARITY_COMMON, NULL);
    cr_assert_gt(few.pairs[0].per_mille, 400);
    AUTO_SIMILARITY struct similarity many = find(borrowed, STUDENTS, NULL);
    cr_assert(many.pair_count == 0 || many.pairs[0].per_mille < 150);
    for (unsigned i = 0; i < STUDENTS; i++) {
        free(sources[i]);
    }
}
