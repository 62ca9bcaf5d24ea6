#include <criterion/criterion.h>

#include "progress/export.h"
#include "state.h"

TestSuite(export, .init = state_make, .fini = state_remove);

/* The state folder below the test's own: each machine has one. */
static struct progress *machine(const char *name)
{
    AUTO_FREE char *folder = memory_format("%s/%s", state_folder, name);
    setenv("WORKBOOK_STATE", folder, 1);
    return state_open(PROGRESS_RECORD);
}

static struct text exported(struct progress *progress)
{
    struct text out = {0};
    cr_assert(export_json(progress, &out, &state_err), "%s", state_err.message);
    return out;
}

static struct import_result import(struct progress *progress, const char *document)
{
    struct import_result result = {0};
    cr_assert(import_json(progress, "there.json", document, strlen(document), &result, &state_err),
              "%s", state_err.message);
    return result;
}

static void fill(struct progress *progress)
{
    state_record(progress, state_attempt("one", 1000, 'a', false));
    state_record(progress, state_attempt("one", 2000, 'b', true));
    state_record(progress, state_attempt("ring-buffer", 3000, 'c', false));
    cr_assert(progress_record_hint(progress, "one", 2, 500, &state_err));
    cr_assert(progress_record_reveal(progress, "one", 700, &state_err));
}

Test(export, arrives_elsewhere_as_it_was)
{
    struct progress *here = machine("here");
    fill(here);
    AUTO_TEXT struct text document = exported(here);
    struct progress *there = machine("there");
    struct import_result result = import(there, text_string(&document));
    cr_assert_eq(result.attempts, 3);
    cr_assert_eq(result.fresh, 3);
    AUTO_TEXT struct text again = exported(there);
    cr_assert_str_eq(text_string(&again), text_string(&document));
    progress_close(here);
    progress_close(there);
}

Test(export, twice_is_the_same_as_once)
{
    struct progress *here = machine("here");
    fill(here);
    AUTO_TEXT struct text document = exported(here);
    struct import_result result = import(here, text_string(&document));
    cr_assert_eq(result.fresh, 0);
    AUTO_TEXT struct text again = exported(here);
    cr_assert_str_eq(text_string(&again), text_string(&document));
    progress_close(here);
}

Test(export, two_records_become_one_and_the_earlier_help_counts)
{
    struct progress *here = machine("here");
    fill(here);
    AUTO_TEXT struct text document = exported(here);
    struct progress *there = machine("there");
    state_record(there, state_attempt("one", 1500, 'd', false));
    cr_assert(progress_record_hint(there, "one", 2, 900, &state_err));
    cr_assert(progress_record_reveal(there, "one", 600, &state_err));
    cr_assert_eq(import(there, text_string(&document)).fresh, 3);
    struct standing standing;
    cr_assert(progress_read_standing(there, "one", &standing, &state_err));
    cr_assert_eq(standing.attempts, 3);
    cr_assert_eq(standing.failed, 2);
    cr_assert_eq(standing.hint_ms[2], 500);
    cr_assert_eq(standing.revealed_ms, 600);
    standing_finish(&standing);
    progress_close(here);
    progress_close(there);
}

/* The document with `old` replaced by `new`; owned by the caller. */
static char *changed(const char *document, const char *old, const char *new)
{
    const char *at = strstr(document, old);
    cr_assert_not_null(at, "no '%s' in %s", old, document);
    return memory_format("%.*s%s%s", (int)(at - document), document, new, at + strlen(old));
}

static void expect_refused(struct progress *progress, const char *document, const char *part)
{
    struct import_result result = {0};
    cr_assert_not(
        import_json(progress, "there.json", document, strlen(document), &result, &state_err), "%s",
        document);
    cr_assert_not_null(strstr(state_err.message, part), "no '%s' in '%s'", part, state_err.message);
    struct attempts attempts;
    cr_assert(progress_read_attempts(progress, NULL, &attempts, &state_err));
    cr_assert_eq(attempts.count, 0, "nothing may have been imported");
    attempts_finish(&attempts);
}

Test(export, what_is_not_whole_changes_nothing)
{
    static const struct {
        const char *old, *new, *said;
    } faults[] = {
        {"\"format_version\": 1", "\"format_version\": 2", "has format 2; this version"},
        {"\"workbook-progress\"", "\"cookies\"", "no record that 'progress export' has written"},
        {"\"hints\"", "\"hunts\"", "lacks a list"},
        {"\"ring-buffer\"", "\"=ring\"", "attempts[2] has no valid \"exercise\""},
        {"\"time_ms\": 3000", "\"time_ms\": -1", "attempts[2] has no valid \"time_ms\""},
        {"\"status\": \"pass\"", "\"status\": \"missing\"", "has no valid \"status\""},
        {"\"earned_hundredths\": 450", "\"earned_hundredths\": 1001", "\"earned_hundredths\""},
        {"\"fast\": false", "\"fast\": 0", "attempts[0] has no valid \"fast\""},
        {"\"checks\"", "\"cheques\"", "attempts[0] has no valid \"checks\""},
        {"aaaa", "AAAA", "attempts[0] has no valid \"source_sha256\""},
        {"aaaa", "a\\u0000aa", "no record"},
        {"\"level\": 2", "\"level\": 99", "hints[0] has no valid \"level\""},
        {"\"reveals\": [\n  {\n   \"exercise\": \"one\"", "\"reveals\": [\n  {\n   \"exercise\": 1",
         "reveals[0] has no valid \"exercise\""},
        {"{", "", "no record that 'progress export' has written"},
        {"}", "", "no record that 'progress export' has written"},
    };
    struct progress *here = machine("here");
    fill(here);
    AUTO_TEXT struct text document = exported(here);
    struct progress *there = machine("there");
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        AUTO_FREE char *broken = changed(text_string(&document), faults[i].old, faults[i].new);
        expect_refused(there, broken, faults[i].said);
    }
    expect_refused(there, "", "no record");
    expect_refused(there, "[]", "no record");
    for (size_t length = 0; length + 2 < document.length; length += 97) {
        AUTO_FREE char *part = memory_copy_bytes(text_string(&document), length);
        expect_refused(there, part, "no record");
    }
    progress_close(here);
    progress_close(there);
}

Test(export, csv)
{
    struct progress *here = machine("here");
    fill(here);
    AUTO_TEXT struct text out = {0};
    cr_assert(export_csv(here, &out, &state_err));
    cr_assert_not_null(strstr(text_string(&out),
                              "\n1970-01-01T00:00:01Z,one,fail,4.50,10.00,1,2,ends,whole,1234,aa"),
                       "%s", text_string(&out));
    progress_close(here);
}

Test(export, nothing_recorded_is_a_document_too)
{
    struct progress *here = state_open(PROGRESS_LOOK);
    AUTO_TEXT struct text document = exported(here);
    struct progress *there = machine("there");
    cr_assert_eq(import(there, text_string(&document)).attempts, 0);
    progress_close(there);
    progress_close(here);
}
