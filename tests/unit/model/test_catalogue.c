#include <criterion/criterion.h>
#include <string.h>

#include "model/catalogue.h"
#include "workbook_fixture.h"

static const char *root;
static struct catalogue *catalogue;
static struct error err;

static void make(void)
{
    root = fixture_make();
}

TestSuite(catalogue, .init = make, .fini = fixture_remove);

static void load_three(void)
{
    fixture_add_exercise(12, "ring-buffer", "[ ]", "[ \"03-attach-detach\" ]");
    fixture_add_exercise(3, "attach-detach", NULL, NULL);
    fixture_add_exercise(4, "posix-mmap", NULL, NULL);
    fixture_write("exercises/README.md", "not an exercise");
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
}

Test(catalogue, is_sorted_by_number)
{
    load_three();
    cr_assert_eq(catalogue->count, 3);
    cr_assert_str_eq(catalogue->exercises[0]->folder, "03-attach-detach");
    cr_assert_str_eq(catalogue->exercises[1]->folder, "04-posix-mmap");
    cr_assert_str_eq(catalogue->exercises[2]->folder, "12-ring-buffer");
    catalogue_destroy(catalogue);
    catalogue_destroy(NULL);
}

Test(catalogue, finds_by_every_spelling)
{
    load_three();
    static const char *const words[] = {"3", "03", "attach-detach", "03-attach-detach"};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(catalogue_find(catalogue, words[i], &err), catalogue->exercises[0], "%s",
                     words[i]);
    }
    cr_assert_eq(catalogue_find(catalogue, "12", &err), catalogue->exercises[2]);
    catalogue_destroy(catalogue);
}

static void expect_sentence(const char *word, const char *sentence)
{
    cr_assert_null(catalogue_find(catalogue, word, &err));
    cr_assert_str_eq(err.message, sentence);
}

Test(catalogue, suggests_the_nearest)
{
    load_three();
    expect_sentence("atach-detach",
                    "there is no exercise 'atach-detach'; did you mean 'attach-detach'?");
    expect_sentence("03-atach", "there is no exercise '03-atach'; they are numbered 3 to 12, and "
                                "'grader list' names them");
    expect_sentence("4-posix-mmap",
                    "there is no exercise '4-posix-mmap'; did you mean '04-posix-mmap'?");
    expect_sentence("5", "there is no exercise '5'; they are numbered 3 to 12, and 'grader list' "
                         "names them");
    expect_sentence("", "there is no exercise ''; they are numbered 3 to 12, and 'grader list' "
                        "names them");
    catalogue_destroy(catalogue);
}

static void expect_no_catalogue(const char *part_of_sentence)
{
    cr_assert_not(catalogue_load(root, &catalogue, &err));
    cr_assert_not_null(strstr(err.message, part_of_sentence), "%s", err.message);
}

Test(catalogue, faults)
{
    expect_no_catalogue("there are no exercises in");
    fixture_add_exercise(3, "one", "[ ]", "[ \"02-none\" ]");
    expect_no_catalogue("exercise 03-one requires '02-none', which does not exist");
    fixture_add_exercise(3, "one", NULL, NULL);
    fixture_add_exercise(3, "two", NULL, NULL);
    expect_no_catalogue("the exercises 03-one and 03-two have the same number");
    fixture_add_exercise(3, "two", "weight = 10", "weight = 0");
    expect_no_catalogue("03-two/exercise.cfg:9:");
}

Test(catalogue, the_workbook_itself_is_sound)
{
    struct catalogue *own = NULL;
    cr_assert(catalogue_load(OWN_ROOT, &own, &err), "%s", err.message);
    cr_assert_geq(own->count, 7);
    catalogue_destroy(own);
}
