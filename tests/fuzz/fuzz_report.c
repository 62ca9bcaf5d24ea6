/* The reports: whatever a student's code prints or names reaches terminals and programs tamed. */
#include "fuzz.h"
#include "hostile_verdict.h"

#include "base/cleanup.h"
#include "base/text.h"
#include "report/format.h"
#include "report/report_text.h"

#include <expat.h>
#include <jansson.h>
#include <string.h>

static void write_format(const struct verdict *verdict, const char *name, struct text *out)
{
    report_format_find(name)->write(verdict, &(struct report_style){.utf8 = true}, out);
}

static void check_json(const struct verdict *verdict)
{
    AUTO_TEXT struct text out = {0};
    write_format(verdict, "json", &out);
    FUZZ_REQUIRE(fuzz_is_printable(text_string(&out)));
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
    AUTO_VERDICT struct verdict *verdict = hostile_verdict_create(&pieces);
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
