#include "report/report_junit.h"

#include "report/report_items.h"
#include "report/report_parts.h"
#include "report/xml_text.h"

struct tally {
    size_t tests, failures, errors, skipped;
    int64_t duration_ms;
};

/* Words (report/report_items.h) as XML 1.0, in an element or in an attribute: they hold none of the
 * characters that XML cannot name. */
static void append_escaped(struct text *out, const char *words)
{
    for (const char *at = words; *at != '\0'; at++) {
        xml_append_byte(out, *at);
    }
}

/* ` name="value"`, the value being of any origin. */
static void append_attribute(struct text *out, const char *name, const char *value)
{
    AUTO_TEXT struct text words = {0};
    report_words_append_line(&words, value);
    text_format(out, " %s=\"", name);
    append_escaped(out, text_string(&words));
    text_append(out, "\"");
}

static void append_tally(struct text *out, const struct tally *tally)
{
    text_format(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", tally->tests,
                tally->failures, tally->errors);
    text_format(out, " time=\"%lld.%03lld\"", (long long)(tally->duration_ms / 1000),
                (long long)(tally->duration_ms % 1000));
}

static void append_property(struct text *out, const char *name, const char *value)
{
    if (value != NULL) {
        text_append(out, "      <property");
        append_attribute(out, "name", name);
        append_attribute(out, "value", value);
        text_append(out, "/>\n");
    }
}

static void append_properties(struct text *out, const struct verdict *verdict,
                              const struct exercise_verdict *exercise)
{
    AUTO_TEXT struct text earned = {0};
    AUTO_TEXT struct text possible = {0};
    parts_append_points(&earned, exercise->score.earned_hundredths);
    parts_append_points(&possible, exercise->score.possible_hundredths);
    text_append(out, "    <properties>\n");
    append_property(out, "status", status_name(exercise->status));
    append_property(out, "score.earned", text_string(&earned));
    append_property(out, "score.possible", text_string(&possible));
    append_property(out, "source.sha256", exercise->source_sha256);
    append_property(out, "sandbox", verdict->environment.sandbox);
    text_append(out, "    </properties>\n");
}

static const char *element_of(const struct report_item *item)
{
    if (item->status == STATUS_SKIP) {
        return "skipped";
    }
    return item->status == STATUS_ERROR ? "error" : "failure";
}

static void append_outcome(struct text *out, const struct report_item *item)
{
    AUTO_TEXT struct text headline = {0};
    AUTO_TEXT struct text words = {0};
    report_item_append_headline(item, &headline);
    report_item_append_words(item, &words);
    text_format(out, ">\n      <%s type=\"%s\"", element_of(item), status_name(item->status));
    append_attribute(out, "message", text_string(&headline));
    text_append(out, ">");
    append_escaped(out, text_string(&words));
    text_format(out, "</%s>\n    </testcase>\n", element_of(item));
}

static void append_case(struct text *out, const struct report_item *item)
{
    AUTO_TEXT struct text name = {0};
    text_format(&name, "%s: %s", item->id, item->title);
    text_append(out, "    <testcase");
    append_attribute(out, "classname", item->exercise->folder);
    append_attribute(out, "name", text_string(&name));
    text_format(out, " time=\"%lld.%03lld\"", (long long)(item->duration_ms / 1000),
                (long long)(item->duration_ms % 1000));
    if (item->status == STATUS_PASS) {
        text_append(out, "/>\n");
    } else {
        append_outcome(out, item);
    }
}

static struct tally count_items(const struct report_items *items)
{
    struct tally tally = {.tests = items->count};
    for (size_t i = 0; i < items->count; i++) {
        const struct report_item *item = &items->items[i];
        tally.failures += report_item_failed(item) ? 1 : 0;
        tally.errors += item->status == STATUS_ERROR ? 1 : 0;
        tally.skipped += item->status == STATUS_SKIP ? 1 : 0;
    }
    return tally;
}

static void append_suite(struct text *out, const struct verdict *verdict,
                         const struct exercise_verdict *exercise, struct tally *sum)
{
    AUTO_REPORT_ITEMS struct report_items items = {0};
    report_items_make(exercise, &items);
    struct tally tally = count_items(&items);
    tally.duration_ms = exercise->duration_ms;
    AUTO_TEXT struct text file = {0};
    text_format(&file, "exercises/%s/%s", exercise->folder, exercise->source);

    text_append(out, "  <testsuite");
    append_attribute(out, "name", exercise->folder);
    append_tally(out, &tally);
    text_format(out, " skipped=\"%zu\"", tally.skipped);
    append_attribute(out, "file", text_string(&file));
    text_append(out, ">\n");
    append_properties(out, verdict, exercise);
    for (size_t i = 0; i < items.count; i++) {
        append_case(out, &items.items[i]);
    }
    text_append(out, "  </testsuite>\n");

    sum->tests += tally.tests;
    sum->failures += tally.failures;
    sum->errors += tally.errors;
    sum->duration_ms += tally.duration_ms;
}

void report_junit_write(const struct verdict *verdict, const struct report_style *style,
                        struct text *out)
{
    (void)style;
    AUTO_TEXT struct text suites = {0};
    struct tally sum = {0};
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        append_suite(&suites, verdict, verdict->exercises[i], &sum);
    }
    text_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"workbook\"");
    append_tally(out, &sum);
    text_append(out, ">\n");
    text_append_bytes(out, text_string(&suites), suites.length);
    text_append(out, "</testsuites>\n");
}
