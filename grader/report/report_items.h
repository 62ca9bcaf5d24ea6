/* An exercise as a list of tests, for formats that know nothing but tests: the build first, then each
 * check, then a stage without checks that has something to say.
 *
 * Words are plain text in valid UTF-8, without control characters but newlines: what is of student
 * origin was made harmless (report/printable.h). A format adds its own quoting.
 */
#ifndef WORKBOOK_REPORT_REPORT_ITEMS_H
#define WORKBOOK_REPORT_REPORT_ITEMS_H

#include "base/cleanup.h"
#include "base/text.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>

struct report_item {
    const struct exercise_verdict *exercise; /* borrowed, like all here */
    const struct check_verdict *check;       /* NULL: the stage as a whole */
    enum stage stage;
    enum status status; /* PASS, FAIL, CRASH, TIMEOUT, SKIP or ERROR */
    const char *id;     /* "build", "open-keeps-content" */
    const char *title;
    int64_t duration_ms;
    bool counts;        /* has it a part in the score? None has where a stage could not be judged */
    struct score score; /* of those that count; they add up to the exercise's, to the hundredth */
};

struct report_items {
    struct report_item *items; /* owned */
    size_t count;
};

#define AUTO_REPORT_ITEMS AUTO(report_items_finish)

/* Unless the exercise passed, at least one item is neither passed nor skipped. */
void report_items_make(const struct exercise_verdict *exercise, struct report_items *items);
void report_items_finish(struct report_items *items);

/* FAIL, CRASH or TIMEOUT. */
bool report_item_failed(const struct report_item *item);

/* What there is to say, one line: what happened, or why it was not judged. Nothing for a pass. */
void report_item_append_headline(const struct report_item *item, struct text *out);

/* The same in full: what we did, expected, saw, where to look, the place, what Valgrind or the
 * ledger found. Lines end with newlines. Nothing for a pass. */
void report_item_append_words(const struct report_item *item, struct text *out);

/* Text of any origin as words: harmless, newlines kept. */
void report_words_append(struct text *out, const char *string);

/* As one line: newlines become blanks. */
void report_words_append_line(struct text *out, const char *string);

#endif
