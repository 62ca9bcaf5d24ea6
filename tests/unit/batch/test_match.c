#include <criterion/criterion.h>
#include <string.h>

#include "batch/match.h"

static char folder_one[] = "01-one";
static char source_one[] = "one.c";
static char folder_two[] = "02-two-things";
static char source_two[] = "two_things.c";
static const struct manifest one = {.folder = folder_one, .source = source_one};
static const struct manifest two = {.folder = folder_two, .source = source_two};
static const struct manifest *const both[] = {&one, &two};

static void add(struct collection *collection, const char *path, const char *bytes)
{
    collection_add_file(collection, path, bytes, strlen(bytes));
}

static void match_both(struct collection *collection, struct grade_source *sources)
{
    const struct match_exercises exercises = {
        .asked = both, .asked_count = 2, .all = both, .all_count = 2};
    match_sources(collection, &exercises, sources);
}

static void match_one(struct collection *collection, struct grade_source *source)
{
    const struct match_exercises exercises = {
        .asked = both, .asked_count = 1, .all = both, .all_count = 2};
    match_sources(collection, &exercises, source);
}

static bool has_note(const struct collection *collection, const char *words)
{
    for (size_t i = 0; i < collection->note_count; i++) {
        if (strstr(collection->notes[i], words) != NULL) {
            return true;
        }
    }
    return false;
}

Test(match, a_place_is_surer_than_a_name_and_a_name_than_a_likeness)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "One (1).c", "like");
    add(&collection, "one.c", "name");
    add(&collection, "deep/below/01-one/one.c", "place");
    match_both(&collection, sources);
    cr_assert_str_eq(sources[0].bytes, "place");
    cr_assert_null(sources[1].bytes);
    cr_assert(has_note(&collection, "two files for 01-one"));
}

Test(match, copies_of_the_same_are_no_matter)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "one.c", "same");
    add(&collection, "backup/one.c", "same");
    match_both(&collection, sources);
    cr_assert_str_eq(sources[0].bytes, "same");
    cr_assert_eq(collection.note_count, 0);
}

Test(match, what_lies_beside_an_archive_comes_before_what_is_in_it)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "old/01-one/one.c", "packed");
    collection.files[0].packed = true;
    add(&collection, "one (1).c", "loose");
    match_both(&collection, sources);
    cr_assert_str_eq(sources[0].bytes, "loose");
    cr_assert(has_note(&collection, "'old/01-one/one.c' is not"));
}

Test(match, what_can_be_compiled_comes_before_what_cannot)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    collection_add_unfit(&collection, "01-one/one.c", "it is a link");
    add(&collection, "one-2.c", "file");
    match_both(&collection, sources);
    cr_assert_str_eq(sources[0].bytes, "file");
}

Test(match, what_cannot_be_compiled_is_told)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    collection_add_unfit(&collection, "one.c", "it is a link");
    match_both(&collection, sources);
    cr_assert_str_eq(sources[0].why_not, "it is a link");
    cr_assert(has_note(&collection, "it is a link"));
}

Test(match, the_only_source_in_an_exercises_folder_is_its)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "02-two-things/main.c", "wrong name");
    match_both(&collection, sources);
    cr_assert_str_eq(sources[1].bytes, "wrong name");
    cr_assert(has_note(&collection, "is taken for 02-two-things"));
}

Test(match, of_two_with_names_that_say_nothing_none_is_taken)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "02-two-things/a.c", "a");
    add(&collection, "02-two-things/b.c", "b");
    match_both(&collection, sources);
    cr_assert_null(sources[1].bytes);
    cr_assert_str_eq(collection.problem,
                     "no file is an exercise's source: 02-two-things/a.c, 02-two-things/b.c");
}

Test(match, one_exercise_and_one_source_belong_together)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source source;
    add(&collection, "main.c", "any");
    match_one(&collection, &source);
    cr_assert_str_eq(source.bytes, "any");
}

Test(match, the_source_of_an_exercise_that_is_not_graded_is_not_taken_for_another)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source source;
    add(&collection, "two_things.c", "another's");
    match_one(&collection, &source);
    cr_assert_null(source.bytes);
    cr_assert_null(collection.problem, "it is missing, and that is no mistake");
    cr_assert(has_note(&collection, "nothing was handed in of what is graded"));
}

Test(match, what_is_no_source_is_looked_at_when_there_is_nothing_else)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    collection_add_stray(&collection, "one.c.txt");
    collection_add_stray(&collection, "work.rar");
    match_both(&collection, sources);
    cr_assert_str_eq(collection.problem, "no file is an exercise's source: one.c.txt, work.rar; an "
                                         "archive of this kind is not opened, zip and tar are");
}

Test(match, what_is_no_source_is_left_aside_beside_one)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "one.c", "work");
    collection_add_stray(&collection, "old.rar");
    match_both(&collection, sources);
    cr_assert_null(collection.problem);
    cr_assert(has_note(&collection, "left aside: old.rar"));
}

Test(match, nothing_is_missing_and_told)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    match_both(&collection, sources);
    cr_assert_null(sources[0].bytes);
    cr_assert_null(sources[0].why_not);
    cr_assert(has_note(&collection, "nothing was handed in"));
}

Test(match, names_are_shown_harmless)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "x\033]0;y\n.c", "");
    match_both(&collection, sources);
    cr_assert_null(strchr(collection.problem, '\033'));
    cr_assert_null(strchr(collection.problem, '\n'));
}
