/* grader explain [EXERCISE] [CHECK]: the page of a check, or which checks there are. */
#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/work.h"
#include "model/explanation.h"

/* What is asked about. */
struct question {
    const struct manifest *manifest;    /* NULL: every exercise */
    const struct manifest_check *check; /* NULL: a list */
};

/* -- Which check? ------------------------------------------------------------------------------ */

/* The nearest id, of one exercise or (NULL) of all; NULL when none is near. Borrowed. */
static const char *nearest_check(const struct catalogue *catalogue, const struct manifest *only,
                                 const char *word)
{
    AUTO_FREE const char **ids = NULL;
    size_t count = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest *manifest = catalogue->exercises[i];
        for (size_t k = 0; k < manifest->check_count && (only == NULL || only == manifest); k++) {
            *memory_append(&ids, &count) = manifest->checks[k].id;
        }
    }
    return nearest_find(word, ids, count);
}

static enum cli_status no_such_check(const struct catalogue *catalogue, const struct manifest *only,
                                     const char *word, struct error *err)
{
    AUTO_TEXT struct text sentence = {0};
    if (only == NULL) {
        text_format(&sentence, "there is no check '%s'", word);
    } else {
        text_format(&sentence, "%s has no check '%s'", only->folder, word);
    }
    const char *nearest = nearest_check(catalogue, only, word);
    if (nearest != NULL) {
        text_format(&sentence, "; did you mean '%s'?", nearest);
    } else if (only != NULL) {
        text_format(&sentence, "; 'grader explain %u' lists those it has", only->number);
    } else {
        text_append(&sentence, "; 'grader explain' lists them all");
    }
    (void)error_set(err, "%s", text_string(&sentence));
    return CLI_USAGE;
}

/* "'nothing-left' is a check of 01-ftok-keys and 03-attach-detach: say which, as in …" */
static enum cli_status ambiguous_check(const struct catalogue *catalogue, const char *id,
                                       struct error *err)
{
    AUTO_TEXT struct text names = {0};
    const struct manifest *last = NULL;
    for (size_t i = 0; i < catalogue->count; i++) {
        if (manifest_find_check(catalogue->exercises[i], id) != NULL) {
            text_format(&names, "%s%02u", last != NULL ? ", " : "",
                        catalogue->exercises[i]->number);
            last = catalogue->exercises[i];
        }
    }
    assert(last != NULL);
    (void)error_set(err,
                    "the exercises %s all have a check '%s'; say which: 'grader explain %02u/%s'",
                    text_string(&names), id, last->number, id);
    return CLI_USAGE;
}

/* A check by its id alone. */
static enum cli_status find_anywhere(const struct catalogue *catalogue, const char *id,
                                     struct question *question, struct error *err)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest_check *check = manifest_find_check(catalogue->exercises[i], id);
        if (check != NULL && question->check != NULL) {
            return ambiguous_check(catalogue, id, err);
        }
        if (check != NULL) {
            *question = (struct question){catalogue->exercises[i], check};
        }
    }
    return question->check != NULL ? CLI_PASSED : no_such_check(catalogue, NULL, id, err);
}

static enum cli_status find_in_exercise(const struct catalogue *catalogue, const char *exercise,
                                        const char *id, struct question *question,
                                        struct error *err)
{
    question->manifest = catalogue_find(catalogue, exercise, err);
    if (question->manifest == NULL) {
        return CLI_USAGE;
    }
    question->check = manifest_find_check(question->manifest, id);
    return question->check != NULL ? CLI_PASSED
                                   : no_such_check(catalogue, question->manifest, id, err);
}

/* "03/nothing-left", "03", or "remove-at-last-detach". */
static enum cli_status find_by_word(const struct catalogue *catalogue, const char *word,
                                    struct question *question, struct error *err)
{
    const char *slash = strchr(word, '/');
    if (slash != NULL) {
        AUTO_FREE char *exercise = memory_copy_bytes(word, (size_t)(slash - word));
        return find_in_exercise(catalogue, exercise, slash + 1, question, err);
    }
    question->manifest = catalogue_find(catalogue, word, err);
    bool is_number = word[strspn(word, "0123456789")] == '\0';
    if (question->manifest != NULL || is_number) {
        return question->manifest != NULL ? CLI_PASSED : CLI_USAGE;
    }
    return find_anywhere(catalogue, word, question, err);
}

/* -- The answer -------------------------------------------------------------------------------- */

static void write_checks(const struct report_style *style, struct text *out,
                         const struct manifest *manifest)
{
    text_append(out, "\n  ");
    report_style_append(style, out, TONE_STRONG, manifest->folder);
    text_append(out, "\n");
    for (size_t i = 0; i < manifest->check_count; i++) {
        text_format(out, "    %-26s", manifest->checks[i].id);
        report_style_wrap(style, out, 30, manifest->checks[i].title);
        text_append(out, "\n");
    }
}

static void write_list(const struct report_style *style, struct text *out,
                       const struct catalogue *catalogue, const struct manifest *only)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        if (only == NULL || only == catalogue->exercises[i]) {
            write_checks(style, out, catalogue->exercises[i]);
        }
    }
    unsigned number = only != NULL ? only->number : catalogue->exercises[0]->number;
    text_format(out, "\n  One of them: ./workbook explain %u CHECK\n\n", number);
}

static void write_heading(const struct report_style *style, struct text *out, const char *heading)
{
    text_append(out, "\n  ");
    report_style_append(style, out, TONE_STRONG, heading);
    text_append(out, "\n");
}

/* Lines as they are, two columns further to the right. */
static void write_lines(const struct report_style *style, struct text *out, const char *lines)
{
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        AUTO_FREE char *line = memory_copy_bytes(lines, length);
        text_append(out, length > 0 ? "  " : "");
        report_style_append(style, out, TONE_PLAIN, line);
        text_append(out, "\n");
        lines += length + (lines[length] == '\n');
    }
}

static void write_page(const struct report_style *style, struct text *out,
                       const struct question *question, const struct explanation *explanation)
{
    text_append(out, "\n  ");
    report_style_append(style, out, TONE_STRONG, explanation->title);
    text_append(out, "\n  ");
    AUTO_TEXT struct text place = {0};
    text_format(&place, "check %s of %s", question->check->id, question->manifest->folder);
    report_style_append(style, out, TONE_FAINT, text_string(&place));
    text_append(out, "\n");
    for (int i = 0; i < EXPLANATION_SECTION_COUNT; i++) {
        if (i == EXPLANATION_TRY) {
            write_heading(style, out, explanation->program);
            write_lines(style, out, explanation->source);
        }
        write_heading(style, out, explanation_heading((enum explanation_section)i));
        write_lines(style, out, explanation->bodies[i]);
    }
    text_append(out, "\n");
}

static enum cli_status answer(const struct command_call *call, const struct catalogue *catalogue,
                              const struct question *question)
{
    struct report_style style = console_style(NULL, STDOUT_FILENO);
    if (question->check == NULL) {
        write_list(&style, call->out, catalogue, question->manifest);
        return CLI_PASSED;
    }
    AUTO_EXPLANATION struct explanation *explanation = NULL;
    if (!explanation_load(question->manifest, question->check->id, &explanation, call->err)) {
        return CLI_BROKEN;
    }
    write_page(&style, call->out, question, explanation);
    return CLI_PASSED;
}

enum cli_status cmd_explain(const struct command_call *call)
{
    int operands = 0;
    if (!options_parse(NULL, 0, call->argc, call->argv, &operands, call->err)) {
        return CLI_USAGE;
    }
    if (operands > 2) {
        (void)error_set(call->err, "explain takes one check at a time, as in 'explain 3 CHECK'");
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err)) {
        return CLI_BROKEN;
    }
    struct question question = {0};
    enum cli_status status = CLI_PASSED;
    if (operands == 1) {
        status = find_by_word(workbook.catalogue, call->argv[1], &question, call->err);
    } else if (operands == 2) {
        status = find_in_exercise(workbook.catalogue, call->argv[1], call->argv[2], &question,
                                  call->err);
    }
    return status == CLI_PASSED ? answer(call, workbook.catalogue, &question) : status;
}
