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
    match_sources(&collection, both, 2, sources);
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
    match_sources(&collection, both, 2, sources);
    cr_assert_str_eq(sources[0].bytes, "same");
    cr_assert_eq(collection.note_count, 0);
}

Test(match, what_can_be_compiled_comes_before_what_cannot)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    collection_add_unfit(&collection, "01-one/one.c", "it is a link");
    add(&collection, "one-2.c", "file");
    match_sources(&collection, both, 2, sources);
    cr_assert_str_eq(sources[0].bytes, "file");
}

Test(match, what_cannot_be_compiled_is_told)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    collection_add_unfit(&collection, "one.c", "it is a link");
    match_sources(&collection, both, 2, sources);
    cr_assert_str_eq(sources[0].why_not, "it is a link");
    cr_assert(has_note(&collection, "it is a link"));
}

Test(match, the_only_source_in_an_exercises_folder_is_its)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "02-two-things/main.c", "wrong name");
    match_sources(&collection, both, 2, sources);
    cr_assert_str_eq(sources[1].bytes, "wrong name");
    cr_assert(has_note(&collection, "is taken for 02-two-things"));
}

Test(match, of_two_with_names_that_say_nothing_none_is_taken)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "02-two-things/a.c", "a");
    add(&collection, "02-two-things/b.c", "b");
    match_sources(&collection, both, 2, sources);
    cr_assert_null(sources[1].bytes);
    cr_assert(has_note(&collection, "left aside: 02-two-things/a.c, 02-two-things/b.c"));
    cr_assert(has_note(&collection, "no file is an exercise's source"));
}

Test(match, one_exercise_and_one_source_belong_together)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source source;
    add(&collection, "main.c", "any");
    match_sources(&collection, both, 1, &source);
    cr_assert_str_eq(source.bytes, "any");
}

Test(match, nothing_is_missing_and_told)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    match_sources(&collection, both, 2, sources);
    cr_assert_null(sources[0].bytes);
    cr_assert_null(sources[0].why_not);
    cr_assert(has_note(&collection, "nothing was handed in"));
}

Test(match, names_are_shown_harmless)
{
    AUTO_COLLECTION struct collection collection = {0};
    struct grade_source sources[2];
    add(&collection, "x\033]0;y\n.c", "");
    match_sources(&collection, both, 2, sources);
    cr_assert_null(strchr(collection.notes[0], '\033'));
    cr_assert_null(strchr(collection.notes[0], '\n'));
}
