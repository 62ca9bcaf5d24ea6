#include <criterion/criterion.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/manifest.h"
#include "workbook_fixture.h"

static const char *root;

static void make(void)
{
    root = fixture_make();
}

TestSuite(manifest, .init = make, .fini = fixture_remove);

Test(manifest, all_settings_arrive)
{
    fixture_add_exercise(3, "try-it", NULL, NULL);
    AUTO_FREE char *path = memory_format("%s/exercises/03-try-it", root);
    struct manifest *manifest = NULL;
    struct error err;
    cr_assert(manifest_load(path, &manifest, &err), "%s", err.message);
    cr_assert_eq(manifest->number, 3);
    cr_assert_str_eq(manifest->name, "try-it");
    cr_assert_str_eq(manifest->folder, "03-try-it");
    cr_assert_str_eq(manifest->path, path);
    cr_assert_str_eq(manifest->source, "work.c");
    cr_assert_str_eq(manifest->header, "work.h");
    cr_assert_eq(manifest->functions.count, 2);
    cr_assert_str_eq(manifest->functions.items[1], "work_end");
    cr_assert_eq(manifest->requires.count, 0);
    cr_assert_eq(manifest->weight, 10);
    cr_assert_eq(manifest->limits.wall_ms, 20000);
    cr_assert_eq(manifest->limits.output_kib, 64);
    cr_assert_eq(manifest->hints.count, 3);
    cr_assert_str_eq(manifest->hints.items[2], "Do this, then that.");
    cr_assert_eq(manifest->check_count, 3);
    cr_assert_eq(manifest->checks[2].stage, STAGE_MEMORY);
    cr_assert_eq(manifest_check_weight(manifest), 6);
    cr_assert_eq(manifest_find_check(manifest, "ends"), &manifest->checks[1]);
    cr_assert_null(manifest_find_check(manifest, "no-such"));
    manifest_destroy(manifest);
    manifest_destroy(NULL);
}

/* Each fault is one sentence, and begins with file and line where there is one. */
static const struct {
    const char *old;
    const char *new;
    const char *sentence;
} faults[] = {
    {"number = 3;", "number = 3; peek = 1;", ":1: 'peek' must be a group"},
    {"number = 3;", "number = 3; peek: { check = \"no-such\"; };",
     ":1: there is no check 'no-such'"},
    {"number = 3;", "number = 3; peek: { struct = \"a b; c\"; };",
     ":1: 'struct' must be the name of a struct"},
    {"number = 3;", "number = 3; peek: { strukt = \"a\"; };", "did you mean 'struct'"},
    {"number = 3;", "", "exercise.cfg:1: the setting 'number' is missing"},
    {"number = 3;", "number = 100;", ":1: 'number' must be 1 to 99"},
    {"number = 3;", "number = 4;", "belong to a folder '04-try-it', and this one is '03-try-it'"},
    {"name = \"try-it\"", "name = \"Try It\"", ":2: 'name' must be words of lower-case"},
    {"name = \"try-it\"", "name = \"try--it\"", ":2: 'name' must be words of lower-case"},
    {"title = \"A title\"", "title = 7", ":3: 'title' must be a string in quotes"},
    {"goal = \"A goal.\"", "goal = \"\"", ":4: 'goal' must not be empty"},
    {"\"work.c\"", "\"../work.c\"", ":5: 'source' must be the name of a .c file"},
    {"\"work.h\"", "\"work.c\"", ":6: 'header' must be the name of a .h file"},
    {"[ \"work_begin\", \"work_end\" ]", "[ ]", ":7: 'functions' must name at least 1, and has 0"},
    {"[ \"work_begin\", \"work_end\" ]", "\"f\"", ":7: 'functions' must be a list of strings"},
    {"[ \"work_begin\", \"work_end\" ]", "( \"f\", 3 )", ":7: item 2 of 'functions' must be a"},
    {"weight = 10;", "weight = 0;", ":9: 'weight' must be a whole number above 0"},
    {"weight = 10;", "weight = 1.5;", ":9: 'weight' must be a whole number above 0"},
    {"weight = 10;", "wieght = 10;", ":9: unknown setting 'wieght'; did you mean 'weight'?"},
    {"weight = 10;", "weight = 10; colour = 1;", ":9: unknown setting 'colour'"},
    {"weight = 10;", "weight = ;", ":9: syntax error"},
    /* libconfig would end the process when it cannot read the other file */
    {"weight = 10;", "\n \t@include \"/\"", ":10: no @include is known here"},
    {"cpu_ms = 10000;", "", ":10: the setting 'cpu_ms' is missing here"},
    {"output_kib = 64;", "", ":10: the setting 'output_kib' is missing here"},
    {"cpu_ms = 10000", "cpu_ms = 0", ":10: 'cpu_ms' must be a whole number from 1000 to 3600000"},
    {"cpu_ms = 10000", "cpu_ms = -1", ":10: 'cpu_ms' must be a whole number from 1000 to"},
    {"cpu_ms = 10000", "cpu_ms = 1.5", ":10: 'cpu_ms' must be a whole number from 1000 to"},
    {"cpu_ms = 10000", "cpu_ms = 1e9", ":10: 'cpu_ms' must be a whole number from 1000 to"},
    {"cpu_ms = 10000", "cpu_ms = \"10000\"", ":10: 'cpu_ms' must be a whole number from"},
    {"cpu_ms = 10000", "cpu_ms = true", ":10: 'cpu_ms' must be a whole number from"},
    {"cpu_ms = 10000", "cpu_ms = [ 10000 ]", ":10: 'cpu_ms' must be a whole number from"},
    {"memory_kib = 262144", "memory_kib = 16777217",
     ":10: 'memory_kib' must be a whole number from 8192 to 16777216"},
    {"shared_kib = 65536", "shared_kib = 1023",
     ":10: 'shared_kib' must be a whole number from 1024 to 16777216"},
    {"processes = 64", "processes = 7", ":11: 'processes' must be a whole number from 8 to 4096"},
    {"descriptors = 64", "descriptors = 4097",
     ":11: 'descriptors' must be a whole number from 16 to 4096"},
    /* libconfig would take 64 for the first, 1 for the next */
    {"processes = 64", "processes = 4294967360", ":11: this number is too large"},
    {"processes = 64", "processes = 0x100000001", ":11: this number is too large"},
    {"processes = 64", "processes = 2147483648L", ":11: this number is too large"},
    {"processes = 64", "processes = 99999999999999999999", ":11: this number is too large"},
    {"processes = 64", "processes = -99999999999999999999", ":11: this number is too large"},
    {"cpu_ms", "cpu_ns", "'cpu_ns'; did you mean 'cpu_ms'?"},
    {", \"Read the page.\"", "", ":12: 'hints' must name at least 3, and has 2"},
    {"stage = \"behaviour\"", "stage = \"behavior\"", ":15: 'stage' of a check must be behaviour,"},
    {"stage = \"behaviour\"", "stage = \"build\"", ":15: 'stage' of a check must be behaviour,"},
    {"\"ends\"", "\"begins\"", ":16: two checks have the id 'begins'"},
    {"\"ends\"", "\"Ends\"", ":16: the check id 'Ends' must be"},
    {"weight = 3;", "", ":15: the setting 'weight' is missing here"},
    {"weight = 3;", "weight = -3;", ":15: 'weight' must be a whole number above 0"},
};

Test(manifest, every_fault_is_a_sentence)
{
    AUTO_FREE char *path = memory_format("%s/exercises/03-try-it", root);
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        fixture_add_exercise(3, "try-it", faults[i].old, faults[i].new);
        struct manifest *manifest = NULL;
        struct error err = {0};
        cr_expect_not(manifest_load(path, &manifest, &err), "fault %zu passed", i);
        cr_expect_null(manifest);
        cr_expect_not_null(strstr(err.message, faults[i].sentence), "fault %zu: '%s'", i,
                           err.message);
    }
}

/* What stands in comments and strings, and names with digits, are no numbers. */
Test(manifest, words_may_hold_large_numbers)
{
    fixture_add_exercise(3, "try-it", "title = \"A title\";",
                         "# 9999999999\n// 9999999999\n/* 9999999999\n */ "
                         "title = \"A \\\"9999999999\\\" title\";");
    AUTO_FREE char *path = memory_format("%s/exercises/03-try-it", root);
    struct manifest *manifest = NULL;
    struct error err;
    cr_assert(manifest_load(path, &manifest, &err), "%s", err.message);
    cr_assert_str_eq(manifest->title, "A \"9999999999\" title");
    manifest_destroy(manifest);
}

Test(manifest, no_file)
{
    struct manifest *manifest = NULL;
    struct error err = {0};
    cr_assert_not(manifest_load("/nonexistent/03-try-it", &manifest, &err));
    cr_assert_str_eq(err.message, "cannot open /nonexistent/03-try-it/exercise.cfg: "
                                  "No such file or directory");
}

Test(manifest, what_peek_shows_may_be_named)
{
    fixture_add_exercise(
        3, "try-it", "number = 3;",
        "number = 3; peek: { check = \"ends\"; struct = \"box\"; item_bytes = 8; };");
    AUTO_FREE char *path = memory_format("%s/exercises/03-try-it", root);
    struct manifest *manifest = NULL;
    struct error err;
    cr_assert(manifest_load(path, &manifest, &err), "%s", err.message);
    cr_assert_str_eq(manifest->peek.check, "ends");
    cr_assert_str_eq(manifest->peek.structure, "box");
    cr_assert_eq(manifest->peek.item_bytes, 8);
    manifest_destroy(manifest);
}
