#include "selftest/structure.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/catalogue.h"
#include "selftest/selftest_report.h"
#include "selftest/structure_report.h"
#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#define HEADER                                                                                     \
    "/* Exercise 01.\n * It begins.\n */\nvoid work_begin(void);\n"                                \
    "/* Returns 0:\n *   EINVAL   it ends twice\n */\nint work_end(void);\n"
#define SENTENCES(entries) "sentences = (\n" entries "\n);\n"
#define TITLE              "{ says = \"Exercise 01.\"; untested = \"The title.\"; },\n"
#define BEGINS             "{ says = \"It begins.\"; mutants = [ \"m01.c\" ]; }"
#define ENDS               "{ says = \"Returns 0: EINVAL it ends twice\"; mutants = [ \"m02.c\" ]; }"
#define LESSON             "# One\n`begins` `ends` `valgrind-clean` [next](../01-one/README.md#a)\n"
#define TESTS              "CHECK(begins)\n{\n}\nCHECK_NATIVELY(ends)\n{\n}\n"
#define STUB               "/* TODO */ /* TODO */"

/* The page of a check. Its program is for the tests of explanations. */
#define PAGE                                                                                       \
    "# It.\n\n## What is checked\n\nA\n\n## Why\n\nB\n\n## The usual mistake\n\nC\n\n## "          \
    "Read\n\nD\n\n"                                                                                \
    "## Try\n\n    gcc it.c\n\n## It prints\n\n    it\n"

static const char *root;
static struct catalogue *catalogue;
static struct bank bank;
static struct structure structure;
static struct error err;

static void write_sources(const char *kind, unsigned count)
{
    for (unsigned i = 1; i <= count; i++) {
        AUTO_FREE char *file =
            memory_format("tests/exercises/01-one/%s/%c%02u.c", kind, kind[0], i);
        fixture_write(file, "/* caught-by: behaviour/begins */");
    }
}

/* An exercise in which nothing is missing. */
static void make(void)
{
    root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_write("exercises/01-one/work.h", HEADER);
    fixture_write("exercises/01-one/work.c", STUB);
    fixture_write("exercises/01-one/README.md", LESSON);
    fixture_write("exercises/01-one/explain/begins.md", PAGE);
    fixture_write("exercises/01-one/explain/ends.md", PAGE);
    fixture_write("exercises/01-one/explain/valgrind-clean.md", PAGE);
    fixture_write("exercises/01-one/explain/it.c", "int main(void) {}");
    fixture_write("solutions/01-one/work.c", "right");
    fixture_write("solutions/01-one/NOTES.md", "# Notes");
    fixture_write("tests/exercises/01-one/stub/work.c", STUB);
    fixture_write("tests/exercises/01-one/stub/work.h", HEADER);
    fixture_write("tests/exercises/01-one/test_one.c", TESTS);
    fixture_write("tests/exercises/01-one/contract.cfg", SENTENCES(TITLE BEGINS ",\n" ENDS));
    write_sources("mutants", STRUCTURE_MUTANTS_MIN);
    write_sources("alternatives", STRUCTURE_ALTERNATIVES_MIN);
}

static void clean(void)
{
    structure_finish(&structure);
    bank_finish(&bank);
    catalogue_destroy(catalogue);
    fixture_remove();
}

TestSuite(structure, .init = make, .fini = clean);

static void examine(void)
{
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
    cr_assert(bank_load(root, catalogue->exercises[0], &bank, &err), "%s", err.message);
    structure_examine(root, &bank, &structure);
}

static char *report(void)
{
    AUTO_TEXT struct text out = {0};
    structure_write_findings(&structure, &(struct report_style){.columns = 500}, 4, &out);
    return text_steal(&out);
}

/* Exactly this one finding. */
static void expect_finding(const char *line)
{
    examine();
    AUTO_FREE char *found = report();
    AUTO_FREE char *expected = memory_format("  %s\n", line);
    cr_assert_str_eq(found, expected);
    cr_assert_eq(structure_holds(&structure), strncmp(line, "broken", 6) != 0);
}

static void drop(const char *file)
{
    AUTO_FREE char *path = memory_format("%s/%s", root, file);
    cr_assert_eq(unlink(path), 0);
}

Test(structure, a_header_that_is_not_its_copy)
{
    fixture_write("tests/exercises/01-one/stub/work.h", HEADER "\n");
    expect_finding(
        "broken exercises/01-one/work.h: it is not tests/exercises/01-one/stub/work.h, with "
        "which everything is built; if you changed the contract, copy it there, and if "
        "not, copy it back");
}

Test(structure, nothing_is_missing)
{
    examine();
    AUTO_FREE char *found = report();
    cr_assert_str_eq(found, "");
    cr_assert(structure_holds(&structure));
    AUTO_TEXT struct text coverage = {0};
    structure_write_coverage(&structure, &coverage);
    cr_assert_str_eq(text_string(&coverage), "contract 3 sentences: 2 with a mutant, 1 explained");
}

Test(structure, a_sentence_left_out)
{
    fixture_write("tests/exercises/01-one/contract.cfg", SENTENCES(TITLE ENDS));
    expect_finding("broken tests/exercises/01-one/contract.cfg:3: it says \"Returns 0: EINVAL it "
                   "ends twice\" where exercises/01-one/work.h:2 says \"It begins. Returns 0: "
                   "EINVAL it ends twice\"; use the header's words, in its order");
}

Test(structure, a_sentence_left_out_at_the_end)
{
    fixture_write("tests/exercises/01-one/contract.cfg", SENTENCES(TITLE BEGINS));
    expect_finding("broken exercises/01-one/work.h:5: no sentence of "
                   "tests/exercises/01-one/contract.cfg covers \"Returns 0: EINVAL it ends twice "
                   "...\"; add it there, with a mutant that breaks it");
}

Test(structure, a_sentence_too_many)
{
    fixture_write("exercises/01-one/work.h", "/* Exercise 01. It begins. */");
    fixture_write("tests/exercises/01-one/stub/work.h", "/* Exercise 01. It begins. */");
    expect_finding("broken tests/exercises/01-one/contract.cfg:4: it says \"Returns 0: EINVAL it "
                   "ends twice\", and the comments of exercises/01-one/work.h have ended before; "
                   "take it out, or write it there");
}

Test(structure, a_mutant_that_does_not_exist)
{
    fixture_write("tests/exercises/01-one/contract.cfg",
                  SENTENCES(TITLE "{ says = \"It begins.\"; mutants = [ \"m99.c\" ]; },\n" ENDS));
    expect_finding("broken tests/exercises/01-one/contract.cfg:3: there is no mutant 'm99.c'; "
                   "write mutants/m99.c, or name another");
    cr_assert_eq(structure.coverage.tested, 1);
}

Test(structure, a_contract_that_cannot_be_read)
{
    fixture_write("tests/exercises/01-one/contract.cfg", SENTENCES("{ says = \"A\"; }"));
    expect_finding("broken tests/exercises/01-one/contract.cfg:2: a sentence has either 'mutants' "
                   "that break it or 'untested' with the reason why none does, and this one has "
                   "neither");
}

Test(structure, no_contract)
{
    drop("tests/exercises/01-one/contract.cfg");
    expect_finding("broken tests/exercises/01-one/contract.cfg: the list of the contract's "
                   "sentences is missing; write it (docs/writing-an-exercise.md)");
}

Test(structure, files_that_are_missing)
{
    drop("solutions/01-one/NOTES.md");
    drop("solutions/01-one/work.c");
    drop("exercises/01-one/work.h");
    drop("exercises/01-one/README.md");
    drop("tests/exercises/01-one/stub/work.c");
    examine();
    cr_assert_eq(structure.count, 5);
    cr_assert_not(structure_holds(&structure));
}

Test(structure, too_few_of_a_kind)
{
    drop("tests/exercises/01-one/mutants/m25.c");
    expect_finding("broken tests/exercises/01-one/mutants: the bank has 24 mutants, and needs 25 "
                   "at least; write more");
}

Test(structure, a_todo_has_its_line)
{
    fixture_write("tests/exercises/01-one/test_one.c", TESTS "/* TODO: the rest */\n"
                                                             "int NOTODO, TODO_LIST;\n");
    expect_finding("broken tests/exercises/01-one/test_one.c:7: here is still to do: the rest */");
}

Test(structure, a_check_without_test)
{
    fixture_write("tests/exercises/01-one/test_one.c", "CHECK(begins)\n// CHECK(ends)\n");
    expect_finding("broken tests/exercises/01-one: no test_*.c has the check 'ends' of the "
                   "manifest; write a CHECK with its name in underscores");
}

Test(structure, a_test_without_check)
{
    fixture_write("tests/exercises/01-one/test_two.c", "\nCHECK(ends_well)\n");
    fixture_write("tests/exercises/01-one/other.c", "CHECK(no_test)\n");
    expect_finding("broken tests/exercises/01-one/test_two.c:2: the manifest has no check "
                   "'ends-well'; give it an entry there, or take this one out");
}

Test(structure, what_a_learner_writes_is_his)
{
    fixture_write("exercises/01-one/work.c", "/* TODO */");
    fixture_write("exercises/01-one/try.c", "/* TODO */");
    examine();
    cr_assert_eq(structure.count, 0);
}

Test(structure, another_stub)
{
    fixture_write("exercises/01-one/work.c", STUB "\n");
    expect_finding("warning exercises/01-one/work.c: it is not "
                   "tests/exercises/01-one/stub/work.c; if you changed the stub, copy it there, "
                   "and if you are doing the exercise, all is well");
}

Test(structure, a_stub_without_todos)
{
    fixture_write("exercises/01-one/work.c", "/* TODO */");
    fixture_write("tests/exercises/01-one/stub/work.c", "/* TODO */");
    expect_finding("broken tests/exercises/01-one/stub/work.c: it has 1 TODOs for 2 functions; "
                   "give each function one, for the grader tells by them how far a learner is");
}

Test(structure, a_link_that_leads_nowhere)
{
    fixture_write("exercises/01-one/README.md", LESSON "\n[x](https://a.b/c) [y](#there)\n"
                                                       "[z](../02-two/README.md)\n");
    expect_finding("broken exercises/01-one/README.md:5: its link to '../02-two/README.md' leads "
                   "nowhere; the target is looked for from the lesson's own folder");
}

Test(structure, a_check_that_the_lesson_hides)
{
    fixture_write("exercises/01-one/README.md", "# One\n`begins` `valgrind-clean` ends\n");
    expect_finding("broken exercises/01-one/README.md: the lesson does not name the check `ends`; "
                   "add it to \"How it is checked\", for what is looked at is no secret");
}

Test(structure, a_check_without_a_page)
{
    drop("exercises/01-one/explain/ends.md");
    expect_finding("broken exercises/01-one/explain/ends.md: nothing explains the check 'ends'; "
                   "write its page (docs/writing-an-exercise.md)");
}

Test(structure, a_page_that_is_not_as_it_should_be)
{
    fixture_write("exercises/01-one/explain/ends.md", "# It.\n\n## Why\n");
    expect_finding("broken exercises/01-one/explain/ends.md:3: the section 'What is checked' "
                   "belongs here, not 'Why'");
}

Test(structure, a_page_without_a_check)
{
    fixture_write("exercises/01-one/explain/was-renamed.md", PAGE);
    expect_finding("broken exercises/01-one/explain/was-renamed.md: the manifest has no check "
                   "'was-renamed'; give the page another name, or take it out");
}

Test(structure, a_draft_is_forgiven_what_is_not_there_yet)
{
    fixture_add_exercise(1, "one", "weight = 10;", "weight = 10; draft = true;");
    fixture_write("exercises/01-one/work.c", STUB);
    fixture_write("solutions/01-one/NOTES.md", "TODO");
    drop("tests/exercises/01-one/mutants/m25.c");
    drop("exercises/01-one/explain/ends.md");
    examine();
    cr_assert_eq(structure.count, 4, "mutants, TODO, a page, and that it is a draft");
    cr_assert(structure_holds(&structure));
    drop("tests/exercises/01-one/contract.cfg");
    structure_finish(&structure);
    structure_examine(root, &bank, &structure);
    cr_assert_not(structure_holds(&structure), "but not what it must begin with");
}

/* --- as a part of the selftest ----------------------------------------------------------------- */

static struct selftest selftest;

static void run_selftest(void)
{
    static struct layout layout;
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
    layout.root = memory_copy_string(root);
    const struct selftest_request request = {
        .sample = {1, 1},
        .layout = &layout,
        .exercises = (const struct manifest *const *)catalogue->exercises,
        .exercise_count = 1,
        .structure = true,
        .jobs = 1,
        .repeat = 1,
    };
    cr_assert(selftest_run(&request, &selftest, &err), "%s", err.message);
    layout_finish(&layout);
}

Test(structure, counts_in_the_selftest)
{
    fixture_write("solutions/01-one/NOTES.md", "TODO");
    run_selftest();
    cr_assert_eq(selftest_state(&selftest), PROMISE_BROKEN);
    AUTO_TEXT struct text report = {0};
    selftest_text_write(&selftest, &(struct report_style){.columns = 100}, &report);
    cr_assert_not_null(strstr(text_string(&report), "contract 3 sentences: 2 with a mutant"));
    cr_assert_not_null(strstr(text_string(&report), "broken solutions/01-one/NOTES.md:1: here is"));
    cr_assert_not_null(strstr(text_string(&report), "nothing was graded"));
    selftest_finish(&selftest);
}

Test(structure, is_in_the_json_report)
{
    fixture_write("solutions/01-one/NOTES.md", "TODO \xff");
    run_selftest();
    AUTO_TEXT struct text report = {0};
    const char *place, *status;
    json_int_t sentences;
    selftest_json_write(&selftest, &report);
    json_t *parsed = json_loads(text_string(&report), 0, NULL);
    cr_assert_eq(json_unpack(parsed, "{s:[{s:{s:{s:I}, s:[{s:s, s:s}]}}]}", "exercises",
                             "structure", "contract", "sentences", &sentences, "findings", "place",
                             &place, "status", &status),
                 0, "%s", text_string(&report));
    cr_assert_eq(sentences, 3);
    cr_assert_str_eq(place, "solutions/01-one/NOTES.md:1");
    cr_assert_str_eq(status, "fail");
    json_decref(parsed);
    selftest_finish(&selftest);
}
