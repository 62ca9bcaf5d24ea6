#include "model/explanation.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "model/catalogue.h"
#include "workbook_fixture.h"

static const char page[] = "# The fact.\n"
                           "\n"
                           "## What is checked\n\nThis.\n\nAnd that.\n\n"
                           "## Why\n\nBecause.\n\n"
                           "## The usual mistake\n\nNot to.\n\n"
                           "## Read\n\nshmget(2)\n\n"
                           "## Try\n\n    gcc begins.c\n    ./a.out\n\n"
                           "## It prints\n\n    it begins\n";

static struct explanation *explanation;
static struct error err;

/* The page of the check `begins` with the first `old` replaced (NULL: as it is). */
static bool load(const char *old, const char *new)
{
    AUTO_TEXT struct text text = {0};
    const char *at = old != NULL ? strstr(page, old) : page;
    cr_assert_not_null(at, "the page holds no '%s'", old);
    text_append_bytes(&text, page, (size_t)(at - page));
    text_append(&text, old != NULL ? new : "");
    text_append(&text, at + (old != NULL ? strlen(old) : 0));

    const char *root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_write("exercises/01-one/explain/begins.md", text_string(&text));
    fixture_write("exercises/01-one/explain/begins.c", "int main(void) {}\n");
    struct catalogue *catalogue = NULL;
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
    explanation_destroy(explanation);
    explanation = NULL;
    bool loaded = explanation_load(catalogue->exercises[0], "begins", &explanation, &err);
    catalogue_destroy(catalogue);
    fixture_remove();
    return loaded;
}

static void expect_refused(const char *old, const char *new, const char *words)
{
    cr_assert_not(load(old, new), "'%s'", new);
    cr_assert_not_null(strstr(err.message, words), "no '%s' in: %s", words, err.message);
}

Test(explanation, is_read)
{
    cr_assert(load(NULL, NULL), "%s", err.message);
    cr_assert_str_eq(explanation->title, "The fact.");
    cr_assert_str_eq(explanation->bodies[EXPLANATION_CHECKED], "This.\n\nAnd that.");
    cr_assert_str_eq(explanation->bodies[EXPLANATION_TRY], "    gcc begins.c\n    ./a.out");
    cr_assert_str_eq(explanation->bodies[EXPLANATION_PRINTS], "    it begins");
    cr_assert_str_eq(explanation->program, "begins.c");
    cr_assert_str_eq(explanation->source, "int main(void) {}\n");
    explanation_destroy(explanation);
    explanation_destroy(NULL);
}

Test(explanation, faults_have_a_line)
{
    expect_refused("# The fact.", "The fact.",
                   "exercises/01-one/explain/begins.md:1: only '# title'");
    expect_refused("# The fact.", "", ".md:3: it begins with a title line");
    expect_refused("## Why", "## Wherefore",
                   ".md:9: the section 'Why' belongs here, not 'Wherefore'");
    expect_refused("## Why\n\nBecause.\n\n", "", ".md:9: the section 'Why' belongs here");
    expect_refused("Because.", "", ".md:13: the section before this line is empty");
    expect_refused("\n## It prints\n\n    it begins\n", "",
                   ".md:24: the section 'It prints' is missing");
    expect_refused("    it begins\n", "    it begins\n## More\n", "no section after 'It prints'");
    expect_refused("Because.", "Bec\302\240ause.", ".md:11: the page is not plain ASCII");
    AUTO_FREE char *wide = memory_allocate(EXPLANATION_COLUMNS_MAX + 2, 1);
    memset(wide, 'a', EXPLANATION_COLUMNS_MAX + 1);
    expect_refused("Because.", wide, ".md:11: the line has 73 columns, and 72 are allowed");
    AUTO_FREE char *tall = memory_allocate(EXPLANATION_LINES_MAX + 1, 1);
    memset(tall, '\n', EXPLANATION_LINES_MAX);
    tall[0] = 'a';
    expect_refused("Because.", tall, "longer than 50 lines");
}

Test(explanation, has_a_program_that_prints)
{
    expect_refused("gcc begins.c", "gcc begins", "no command that compiles a .c file");
    expect_refused("    gcc begins.c\n    ./a.out", "gcc begins.c", "no command that compiles");
    expect_refused("    it begins", "it begins", "'It prints' has no line indented");
    expect_refused("begins.c", "ends.c", "its program cannot be read");
}

Test(explanation, is_named_when_missing)
{
    const char *root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    struct catalogue *catalogue = NULL;
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
    cr_assert_not(explanation_load(catalogue->exercises[0], "ends", &explanation, &err));
    cr_assert_not_null(strstr(err.message, "01-one/explain/ends.md"), "%s", err.message);
    catalogue_destroy(catalogue);
    fixture_remove();
}
