#include <criterion/criterion.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/equivalents.h"
#include "workbook_fixture.h"

static char *path;

static void make(void)
{
    path = memory_format("%s/equivalents.cfg", fixture_make());
}

static void clean(void)
{
    free(path);
    fixture_remove();
}

TestSuite(equivalents, .init = make, .fini = clean);

Test(equivalents, entries)
{
    struct equivalents equivalents;
    struct error err;
    fixture_write("equivalents.cfg", "equivalents: (\n"
                                     "  { mutant = \"a \\\"b\\\"\"; why = \"because\"; },\n"
                                     "  { mutant = \"c\"; why = \"x86\"; races = true; }\n);\n");
    cr_assert(equivalents_load(path, &equivalents, &err), "%s", err.message);
    cr_assert_eq(equivalents.count, 2);
    const struct equivalent *first = equivalents_find(&equivalents, "a \"b\"");
    const struct equivalent *second = equivalents_find(&equivalents, "c");
    cr_assert_str_eq(first->why, "because");
    cr_assert_not(first->races);
    cr_assert_eq(first->line, 2);
    cr_assert(second->races);
    cr_assert_null(equivalents_find(&equivalents, "a"));
    equivalents_finish(&equivalents);
}

Test(equivalents, no_file_is_no_entries)
{
    struct equivalents equivalents;
    struct error err;
    cr_assert(equivalents_load(path, &equivalents, &err), "%s", err.message);
    cr_assert_eq(equivalents.count, 0);
}

static const struct {
    const char *file, *sentence;
} faults[] = {
    {"", ":1: the setting 'equivalents' is missing"},
    {"equivalents: (", ":1: syntax error"},
    {"equivalents: [\"a\"];", ":1: 'equivalents' must be a list in ( )"},
    {"equivalents: (1);", ":1: an entry is { mutant = …; why = …; }"},
    {"equivalents: ();\nothers: ();", ":2: unknown setting 'others'"},
    {"equivalents: (\n{ why = \"a\"; });", ":2: the setting 'mutant' is missing here"},
    {"equivalents: (\n{ mutant = \"a\"; });", ":2: the setting 'why' is missing here"},
    {"equivalents: ({ mutant = \"a\"; why = \"\"; });", ":1: 'why' must not be empty"},
    {"equivalents: ({ mutant = \"a\"; why = \"b\"; race = true; });",
     "unknown setting 'race'; did you mean 'races'?"},
    {"equivalents: ({ mutant = \"a\"; why = \"b\"; races = 1; });",
     "'races' must be true or false"},
    {"equivalents: ({ mutant = \"a\"; why = \"b\"; },\n{ mutant = \"a\"; why = \"c\"; });",
     ":2: line 1 names the same mutant"},
};

Test(equivalents, faults_are_one_sentence_with_file_and_line)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct equivalents equivalents;
        struct error err;
        fixture_write("equivalents.cfg", faults[i].file);
        cr_expect_not(equivalents_load(path, &equivalents, &err), "%s", faults[i].file);
        cr_expect_not_null(strstr(err.message, faults[i].sentence), "%s", err.message);
    }
}
