/* The reports: whatever a student's code prints or names reaches terminals and programs tamed.
 *
 * The input is cut into strings, which are put everywhere in a verdict where a string of student
 * origin can stand. */
#include "fuzz.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/verdict.h"
#include "report/format.h"
#include "report/report_text.h"

#include <expat.h>
#include <jansson.h>
#include <string.h>

/* The pieces of the input between bytes of value 0, in turn, for ever. */
struct pieces {
    const char *bytes;
    size_t length, at;
};

static char *next_piece(struct pieces *pieces)
{
    if (pieces->at >= pieces->length) {
        pieces->at = 0;
    }
    const char *piece = pieces->bytes + pieces->at;
    size_t length = strnlen(piece, pieces->length - pieces->at);
    pieces->at += length + 1;
    return memory_copy_bytes(piece, length);
}

static struct location next_location(struct pieces *pieces)
{
    return (struct location){.file = next_piece(pieces),
                             .line = 3,
                             .column = 5,
                             .function = next_piece(pieces),
                             .excerpt = next_piece(pieces)};
}

static void fill_exercise(struct exercise_verdict *exercise, struct pieces *pieces)
{
    exercise->stages[STAGE_BUILD].status = STATUS_PASS;
    exercise->stages[STAGE_BEHAVIOUR].status = STATUS_FAIL;
    exercise->stages[STAGE_BEHAVIOUR].message = next_piece(pieces);
    exercise->checks[0].status = STATUS_FAIL;
    exercise->checks[0].did = next_piece(pieces);
    exercise->checks[0].expected = next_piece(pieces);
    exercise->checks[0].observed = next_piece(pieces);
    exercise->checks[0].look = next_piece(pieces);
    exercise->checks[0].location = next_location(pieces);
    struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
    diagnostic->file = next_piece(pieces);
    diagnostic->line = 3;
    diagnostic->column = 200;
    diagnostic->severity = memory_copy_string("warning");
    diagnostic->message = next_piece(pieces);
    diagnostic->excerpt = next_piece(pieces);
    struct leak *leak = exercise_verdict_append_leak(exercise);
    leak->kind = memory_copy_string("posix-shm");
    leak->id = next_piece(pieces);
    leak->check = memory_copy_string("a-check");
    leak->location = next_location(pieces);
}

static struct verdict *make_verdict(struct pieces *pieces)
{
    static struct manifest_check check = {.id = (char *)(uintptr_t) "a-check",
                                          .stage = STAGE_BEHAVIOUR,
                                          .weight = 1,
                                          .title = (char *)(uintptr_t) "is checked",
                                          .explain = (char *)(uintptr_t) "An explanation."};
    static const struct manifest manifest = {.number = 1,
                                             .name = (char *)(uintptr_t) "fuzzed",
                                             .folder = (char *)(uintptr_t) "01-fuzzed",
                                             .title = (char *)(uintptr_t) "Fuzzed",
                                             .source = (char *)(uintptr_t) "fuzzed.c",
                                             .weight = 10,
                                             .checks = &check,
                                             .check_count = 1};
    struct verdict *verdict = verdict_create();
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    fill_exercise(exercise, pieces);
    exercise_verdict_settle(exercise);
    verdict_settle(verdict);
    return verdict;
}

static void write_format(const struct verdict *verdict, const char *name, struct text *out)
{
    report_format_find(name)->write(verdict, &(struct report_style){.utf8 = true}, out);
}

static void check_json(const struct verdict *verdict)
{
    AUTO_TEXT struct text out = {0};
    write_format(verdict, "json", &out);
    json_t *document = json_loads(text_string(&out), 0, NULL);
    FUZZ_REQUIRE(document != NULL);
    json_t *exercise = json_array_get(json_object_get(document, "exercises"), 0);
    json_t *check = json_array_get(json_object_get(exercise, "checks"), 0);
    FUZZ_REQUIRE(json_is_string(json_object_get(check, "observed")));
    FUZZ_REQUIRE(strcmp(json_string_value(json_object_get(document, "status")), "fail") == 0);
    json_decref(document);
}

static void check_text(const struct verdict *verdict, bool utf8)
{
    AUTO_TEXT struct text out = {0};
    report_text_write(verdict, &(struct report_style){.utf8 = utf8, .columns = 60}, &out);
    FUZZ_REQUIRE(fuzz_is_printable(text_string(&out)));
}

/* Written with words (report/report_items.h), so that it can go to a terminal as it is. */
static void check_xml(const struct verdict *verdict)
{
    AUTO_TEXT struct text out = {0};
    write_format(verdict, "junit", &out);
    FUZZ_REQUIRE(fuzz_is_printable(text_string(&out)));
    XML_Parser parser = XML_ParserCreate(NULL);
    FUZZ_REQUIRE(XML_Parse(parser, text_string(&out), (int)out.length, 1) == XML_STATUS_OK);
    XML_ParserFree(parser);
}

/* Beginnings of lines that mean something to who reads the format. All of them are ours, so their number is known. */
struct beginning {
    const char *words;
    size_t count; /* of lines that have it */
};

static size_t count_lines(const struct text *out, const char *begin)
{
    size_t count = 0;
    const char *line = text_string(out);
    for (size_t left = out->length; left > 0;) {
        size_t length = text_line_length(line, left);
        count += length >= strlen(begin) && memcmp(line, begin, strlen(begin)) == 0 ? 1 : 0;
        length += length < left ? 1 : 0;
        line += length;
        left -= length;
    }
    return count;
}

/* These are written with words, too. */
static void check_lines(const struct verdict *verdict, const char *format,
                        const struct beginning *beginnings)
{
    AUTO_TEXT struct text out = {0};
    write_format(verdict, format, &out);
    FUZZ_REQUIRE(fuzz_is_printable(text_string(&out)));
    for (; beginnings->words != NULL; beginnings++) {
        FUZZ_REQUIRE(count_lines(&out, beginnings->words) == beginnings->count);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const struct beginning tap[] = {
        {"ok ", 1}, {"not ok ", 1}, {"  ---", 1}, {"  ...", 1}, {0}};
    static const struct beginning github[] = {{"::", 1}, {0}};
    static const struct beginning json[] = {{"{", 1}, {0}};
    char *copy = fuzz_string(bytes, length);
    struct pieces pieces = {copy, length, 0};
    AUTO_VERDICT struct verdict *verdict = make_verdict(&pieces);
    check_json(verdict);
    check_text(verdict, true);
    check_text(verdict, false);
    check_xml(verdict);
    check_lines(verdict, "tap", tap);
    check_lines(verdict, "github", github);
    check_lines(verdict, "autolab", json);
    check_lines(verdict, "gradescope", json);
    check_lines(verdict, "classroom", json);
    free(copy);
    return 0;
}
