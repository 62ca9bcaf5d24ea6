#include "selftest/bank.h"
#include "selftest/bank_header.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

static const char *root;
static struct manifest *manifest;
static struct bank bank;

static void make(void)
{
    root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    AUTO_FREE char *path = memory_format("%s/exercises/01-one", root);
    struct error err;
    cr_assert(manifest_load(path, &manifest, &err), "%s", err.message);
}

static void clean(void)
{
    bank_finish(&bank);
    manifest_destroy(manifest);
    fixture_remove();
}

TestSuite(bank, .init = make, .fini = clean);

static void load(void)
{
    struct error err;
    cr_assert(bank_load(root, manifest, &bank, &err), "%s", err.message);
}

Test(bank, by_kind_and_by_name)
{
    fixture_write("tests/exercises/01-one/mutants/b.c", "/* caught-by: behaviour/begins */");
    fixture_write("tests/exercises/01-one/mutants/a.c", "/* caught-by: memory/valgrind-clean */");
    fixture_write("tests/exercises/01-one/mutants/notes.md", "caught-by: nobody");
    fixture_write("tests/exercises/01-one/mutants/.hidden.c", "");
    fixture_write("tests/exercises/01-one/alternatives/x.c", "");
    load();
    cr_assert_eq(bank.count, 5);
    cr_assert_eq(bank.sources[0].kind, BANK_STUB);
    cr_assert_eq(bank.sources[1].kind, BANK_SOLUTION);
    cr_assert_str_eq(bank.sources[2].name, "x.c");
    cr_assert_str_eq(bank.sources[3].name, "a.c");
    cr_assert_eq(bank.sources[3].stage, STAGE_MEMORY);
    cr_assert_str_eq(bank.sources[4].check, "begins");
    cr_assert(bank_covers(&bank, &manifest->checks[0]));
    cr_assert_not(bank_covers(&bank, &manifest->checks[1]), "no mutant names 'ends'");
    cr_assert(bank_covers(&bank, &manifest->checks[2]));
}

Test(bank, a_mutant_that_is_no_file_stops_nobody)
{
    fixture_write("tests/exercises/01-one/mutants/a.c/inside.txt", "a folder");
    fixture_write("tests/exercises/01-one/mutants/b.c", "/* caught-by: behaviour/begins */");
    AUTO_FREE char *link = memory_format("%s/tests/exercises/01-one/mutants/c.c", root);
    cr_assert_eq(symlink("nowhere", link), 0);
    load();
    cr_assert_eq(bank.count, 5);
    cr_assert_not_null(strstr(bank.sources[2].header_fault, "not a regular file"));
    cr_assert_null(bank.sources[3].header_fault);
    cr_assert_not_null(strstr(bank.sources[4].header_fault, "cannot open"));
}

Test(bank, nothing_but_the_manifest)
{
    load();
    cr_assert_eq(bank.count, 2, "stub and solution are always asked for");
}

static struct bank_source read_header(const char *text)
{
    struct bank_source source = {.kind = BANK_MUTANT};
    bank_header_read(&source, manifest, text);
    return source;
}

static void expect_fault(const char *text, const char *words)
{
    struct bank_source source = read_header(text);
    cr_assert_not_null(source.header_fault, "%s", text);
    cr_assert_not_null(strstr(source.header_fault, words), "%s", source.header_fault);
    free(source.header_fault);
    free(source.check);
}

Test(bank, headers)
{
    struct bank_source source =
        read_header("/* mutant: x\n * caught-by: behaviour/ends\n * why: y */\nint x;");
    cr_assert_null(source.header_fault);
    cr_assert_eq(source.stage, STAGE_BEHAVIOUR);
    cr_assert_str_eq(source.check, "ends");
    free(source.check);
    source = read_header("/* caught-by: build */");
    cr_assert_null(source.header_fault);
    cr_assert_eq(source.stage, STAGE_BUILD);
    cr_assert_null(source.check);
    source = read_header("/* caught-by:\tbehaviour/ends*/");
    cr_assert_str_eq(source.check, "ends");
    free(source.check);
}

Test(bank, headers_that_are_no_use)
{
    expect_fault("", "no check");
    expect_fault("int x;", "no check");
    expect_fault("/* mutant */ char *s = \"caught-by: behaviour/ends\";", "no check");
    expect_fault("/* caught-by: */", "no check");
    expect_fault("/* caught-by: behaviour/nothing */", "which the manifest does not have");
    expect_fault("/* caught-by: ends */", "which the manifest does not have");
    expect_fault("/* caught-by: leaks/ends */", "another stage");
    expect_fault("/* caught-by: nonsense/ends */", "another stage");
}
