/* grader alone: where you stand, and what to do next. Nothing is graded: it answers at once. */
#include <unistd.h>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/work.h"

static void append_state(const struct report_style *style, struct text *out,
                         const struct manifest *manifest)
{
    struct work work = work_examine(manifest);
    AUTO_TEXT struct text words = {0};
    switch (work.state) {
    case WORK_MISSING:
        text_format(&words, "%s is not there", manifest->source);
        report_style_append(style, out, TONE_BAD, text_string(&words));
        break;
    case WORK_UNTOUCHED:
        report_style_append(style, out, TONE_FAINT, "not begun");
        break;
    case WORK_BEGUN:
        text_format(&words, "begun, %zu to do", work.todos);
        report_style_append(style, out, TONE_WARN, text_string(&words));
        break;
    case WORK_WRITTEN:
        report_style_append(style, out, TONE_PLAIN, "written; check it");
        break;
    }
}

static void write_next(const struct report_style *style, struct text *out,
                       const struct manifest *next)
{
    text_append(out, "\n  Next: ");
    report_style_append(style, out, TONE_STRONG, next->title);
    text_append(out, "\n  ");
    report_style_wrap(style, out, 2, next->goal);
    text_format(out, "\n\n    lesson  exercises/%s/README.md\n", next->folder);
    text_format(out, "    write   exercises/%s/%s\n", next->folder, next->source);
    text_format(out, "    check   ./workbook check %u\n", next->number);
    text_format(out, "    hint    ./workbook hint %u\n\n", next->number);
}

enum cli_status cmd_status(const struct command_call *call)
{
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err)) {
        return CLI_BROKEN;
    }
    struct report_style style = console_style(NULL, STDOUT_FILENO);
    text_append(call->out, "\n");
    for (size_t i = 0; i < workbook.catalogue->count; i++) {
        const struct manifest *manifest = workbook.catalogue->exercises[i];
        text_format(call->out, "  %-24s  ", manifest->folder);
        append_state(&style, call->out, manifest);
        text_append(call->out, "\n");
    }
    const struct manifest *next = work_find_next(workbook.catalogue);
    if (work_examine(next).state == WORK_WRITTEN) {
        text_append(call->out, "\n  Everything is written. Check it all: ./workbook check\n\n");
    } else {
        write_next(&style, call->out, next);
    }
    return CLI_PASSED;
}
