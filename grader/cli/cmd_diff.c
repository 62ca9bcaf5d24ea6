/* grader diff EXERCISE: yours beside the model solution, for who may see that; diff(1) compares. */
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/run.h"
#include "cli/console.h"
#include "cli/gate.h"

enum { SIDE_BY_SIDE_COLUMNS = 120, DIFF_SAME = 0, DIFF_DIFFERENT = 1 };

/* The mark at the beginning says what the tone says again. */
static enum report_tone tone_of(const char *line)
{
    switch (line[0]) {
    case '+':
        return TONE_GOOD;
    case '-':
        return TONE_BAD;
    case '@':
        return TONE_STRONG;
    default:
        return TONE_PLAIN;
    }
}

/* Line by line, made harmless: half of it is a learner's. */
static void write_lines(const struct report_style *style, struct text *out, const char *said,
                        bool toned)
{
    while (*said != '\0') {
        size_t length = strcspn(said, "\n");
        AUTO_FREE char *line = memory_copy_bytes(said, length);
        report_style_append(style, out, toned ? tone_of(line) : TONE_PLAIN, line);
        text_append(out, "\n");
        said += length + (said[length] == '\n' ? 1 : 0);
    }
}

static bool compare(const char *yours, const char *model, unsigned columns, struct text *said,
                    int *status, struct error *err)
{
    AUTO_FREE char *width = memory_format("--width=%u", columns);
    const char *const beside[] = {
        "diff", "--side-by-side", "--expand-tabs", width, "--", yours, model, NULL};
    const char *const unified[] = {"diff",
                                   "--unified",
                                   "--expand-tabs",
                                   "--label=yours",
                                   "--label=model solution",
                                   "--",
                                   yours,
                                   model,
                                   NULL};
    bool wide = columns >= SIDE_BY_SIDE_COLUMNS;
    if (!run_program(wide ? beside : unified, said, status)) {
        return error_set(err, "diff(1) could not be run; it is in the package diffutils");
    }
    return *status == DIFF_SAME || *status == DIFF_DIFFERENT ||
           error_set(err, "diff(1) could not compare: %s", text_string(said));
}

static bool write_difference(const struct manifest *manifest, const char *model,
                             const struct command_call *call)
{
    AUTO_FREE char *yours = memory_format("%s/%s", manifest->path, manifest->source);
    AUTO_TEXT struct text said = {0};
    unsigned columns = console_columns(STDOUT_FILENO);
    int status = 0;
    if (!compare(yours, model, columns, &said, &status, call->err)) {
        return false;
    }
    struct report_style style = console_style(NULL, STDOUT_FILENO);
    bool wide = columns >= SIDE_BY_SIDE_COLUMNS;
    if (status == DIFF_SAME) {
        text_append(call->out, "Yours is the model solution, byte by byte.\n");
        return true;
    }
    if (wide) {
        text_format(call->out, "%-*s%s\n", (int)(columns / 2) + 1, "yours", "model solution");
    }
    write_lines(&style, call->out, text_string(&said), !wide);
    return true;
}

enum cli_status cmd_diff(const struct command_call *call)
{
    return gate_run("diff", write_difference, call);
}
