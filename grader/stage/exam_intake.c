#include "stage/exam_intake.h"

#include "stage/exam_records.h"

#include <string.h>

enum { LINE_BYTES_MAX = 4 << 20 }; /* of one record */

static void take_line(struct exam_intake *intake)
{
    struct examination *examination = intake->examination;
    const struct examination_plan *plan = intake->plan;
    size_t known = examination->check_count;
    if (!intake->failed && intake->line.length > 0) {
        intake->failed = !exam_records_take(examination, text_string(&intake->line), &intake->err);
    }
    text_clear(&intake->line);
    if (examination->check_count > known && plan->on_check != NULL) {
        plan->on_check(plan->context, &examination->checks[known]);
    }
}

void exam_intake_take(void *context, const char *bytes, size_t length)
{
    struct exam_intake *intake = context;
    while (length > 0) {
        const char *newline = memchr(bytes, '\n', length);
        size_t part = newline != NULL ? (size_t)(newline - bytes) : length;
        if (intake->line.length + part <= LINE_BYTES_MAX) {
            text_append_bytes(&intake->line, bytes, part);
        }
        if (newline == NULL) {
            return;
        }
        take_line(intake);
        bytes += part + 1;
        length -= part + 1;
    }
}
