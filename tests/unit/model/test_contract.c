#include "model/contract.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static struct contract *contract;
static struct error err;

static bool load(const char *text)
{
    AUTO_FREE char *path = memory_format("%s/contract.cfg", fixture_make());
    fixture_write("contract.cfg", text);
    contract_destroy(contract);
    contract = NULL;
    bool loaded = contract_load(path, "c.cfg", &contract, &err);
    fixture_remove();
    return loaded;
}

static void expect_refused(const char *text, const char *words)
{
    cr_assert_not(load(text), "%s", text);
    cr_assert_not_null(strstr(err.message, words), "%s", err.message);
}

Test(contract, is_read)
{
    cr_assert(load("# a comment\nsentences = (\n"
                   "  { says = \"One \" \"two.\"; mutants = [ \"a.c\", \"b.c\" ]; },\n"
                   "  { says = \"'\\\\0'.\"; untested = \"A name.\"; } );\n"),
              "%s", err.message);
    cr_assert_eq(contract->count, 2);
    cr_assert_str_eq(contract->sentences[0].says, "One two.");
    cr_assert_eq(contract->sentences[0].mutants.count, 2);
    cr_assert_str_eq(contract->sentences[0].mutants.items[1], "b.c");
    cr_assert_null(contract->sentences[0].untested);
    cr_assert_eq(contract->sentences[0].line, 3);
    cr_assert_str_eq(contract->sentences[1].says, "'\\0'.");
    cr_assert_str_eq(contract->sentences[1].untested, "A name.");
    contract_destroy(contract);
}

Test(contract, faults_have_a_line)
{
    expect_refused("sentences = (\n{ says = \"A\"; } );", "c.cfg:2: a sentence has either");
    expect_refused("sentences = ({ says = \"A\"; mutants = [\"a.c\"]; untested = \"b\"; });",
                   "this one has both");
    expect_refused("sentences = (\n\n{ says = \"A\"; mutants = [ ]; } );",
                   "c.cfg:3: 'mutants' must name at least 1");
    expect_refused("sentences = ({ says = \"A\"; mutants = [ \"\" ]; });", "not empty");
    expect_refused("sentences = ({ says = \"A\"; untested = \"\"; });", "must not be empty");
    expect_refused("sentences = ({ untested = \"A\"; });", "the setting 'says' is missing");
    expect_refused("sentences = ({ says = \"A\"; mutant = [\"a.c\"]; });",
                   "did you mean 'mutants'?");
    expect_refused("sentences = ( );", "at least one group");
    expect_refused("sentence = ( );", "did you mean 'sentences'?");
    expect_refused("sentences = (\n{ says = \"A\" untested }", "c.cfg:2: syntax error");
}

Test(contract, a_missing_file_is_named)
{
    cr_assert_not(contract_load("/nowhere/contract.cfg", "c.cfg", &contract, &err));
    cr_assert_not_null(strstr(err.message, "c.cfg"), "%s", err.message);
    contract_destroy(NULL);
}

/* libconfig's scanner would end the process. */
Test(contract, a_folder_in_its_place_is_named)
{
    cr_assert_not(contract_load("/tmp", "c.cfg", &contract, &err));
    cr_assert_str_eq(err.message, "c.cfg:1: it is not a regular file");
}
