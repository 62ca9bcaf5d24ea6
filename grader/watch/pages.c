#include "watch/pages.h"

#include <string.h>

#include "report/report_exercise.h"
#include "report/report_parts.h"

enum { PAGE_INDENT = 2 };

static void write_paragraph(const struct report_style *style, struct text *out, const char *words)
{
    text_append_repeated(out, ' ', PAGE_INDENT);
    report_style_wrap(style, out, PAGE_INDENT, words);
    text_append(out, "\n");
}

static void write_about(const struct manifest *manifest, const struct report_style *style,
                        struct text *out)
{
    text_append(out, "\n");
    write_paragraph(style, out, manifest->goal);
    text_format(out, "\n    lesson  exercises/%s/README.md\n", manifest->folder);
    text_format(out, "    write   exercises/%s/%s\n", manifest->folder, manifest->source);
}

static void write_passed(const struct watch_model *model, const struct exercise_verdict *exercise,
                         const struct report_style *style, struct text *out)
{
    text_append(out, "\n");
    text_append_repeated(out, ' ', PAGE_INDENT);
    report_style_append(style, out, TONE_GOOD, "All checks passed.");
    text_append(out, "\n\n");
    if (model->at + 1 < model->count) {
        const struct manifest *next = model->exercises[model->at + 1];
        text_append_repeated(out, ' ', PAGE_INDENT);
        text_append(out, "Press n for ");
        report_style_append(style, out, TONE_STRONG, next->folder);
        text_append(out, "\n");
        write_paragraph(style, out, next->title);
    } else {
        write_paragraph(style, out, "It was the last exercise; c checks them all once more.");
    }
    report_exercise_write_compiler_words(exercise, style, out);
}

static void write_right_so_far(const struct exercise_verdict *exercise,
                               const struct report_style *style, struct text *out)
{
    text_append(out, "\n");
    text_append_repeated(out, ' ', PAGE_INDENT);
    report_style_append(style, out, TONE_GOOD, "Right so far.");
    text_append(out, "\n\n");
    write_paragraph(style, out,
                    "It builds, does what it should and leaves nothing behind. Valgrind now looks "
                    "at each access to memory.");
    report_exercise_write_compiler_words(exercise, style, out);
}

void pages_write_result(const struct watch_model *model, const struct report_style *style,
                        struct text *out)
{
    const struct watch_record *record = watch_model_record(model);
    const struct exercise_verdict *exercise = watch_record_exercise(record);
    if (record->trouble != NULL) {
        text_append(out, "\n");
        write_paragraph(style, out, "The grader's own trouble, not yours:");
        write_paragraph(style, out, record->trouble);
    }
    if (exercise == NULL) {
        write_about(watch_model_exercise(model), style, out);
    } else if (exercise->status != STATUS_PASS) {
        report_exercise_write_findings(exercise, style, out);
    } else if (record->preview) {
        write_right_so_far(exercise, style, out);
    } else {
        write_passed(model, exercise, style, out);
    }
}

static void write_hint(const struct manifest *manifest, unsigned index,
                       const struct report_style *style, struct text *out)
{
    AUTO_TEXT struct text title = {0};
    text_format(&title, "Hint %u of %zu", index + 1, manifest->hints.count);
    text_append(out, "\n");
    text_append_repeated(out, ' ', PAGE_INDENT);
    report_style_append(style, out, TONE_STRONG, text_string(&title));
    text_append(out, "\n");
    write_paragraph(style, out, manifest->hints.items[index]);
}

static void write_hints(const struct watch_model *model, enum pages_medium medium,
                        const struct report_style *style, struct text *out)
{
    const struct manifest *manifest = watch_model_exercise(model);
    unsigned open = watch_model_record(model)->hints;
    for (unsigned i = medium == PAGES_LINES && open > 0 ? open - 1 : 0; i < open; i++) {
        write_hint(manifest, i, style, out);
    }
    AUTO_TEXT struct text words = {0};
    text_append(&words,
                open < manifest->hints.count ? "h opens the next one" : "That is the last one");
    text_append(&words, medium == PAGES_SCREEN ? ", Esc goes back." : ".");
    text_append(out, "\n");
    write_paragraph(style, out, text_string(&words));
}

static void write_list_line(const struct watch_model *model, size_t index,
                            const struct report_style *style, struct text *out)
{
    const struct watch_record *record = &model->records[index];
    const struct exercise_verdict *exercise = watch_record_exercise(record);
    const struct manifest *manifest = model->exercises[index];
    text_append(out, index == model->cursor ? "  > " : "    ");
    if (model->phase != WATCH_IDLE && model->graded == index) {
        report_style_append(style, out, TONE_PLAIN, style->utf8 ? "\u2026" : "~");
    } else if (exercise != NULL) {
        report_style_append(style, out, parts_tone(exercise->status),
                            parts_symbol(exercise->status, style));
    } else {
        text_append(out, record->passed ? parts_symbol(STATUS_PASS, style) : " ");
    }
    text_append(out, " ");
    report_style_append(style, out, index == model->at ? TONE_STRONG : TONE_PLAIN,
                        manifest->folder);
    const char *word = exercise != NULL ? parts_word(exercise->status)
                       : record->passed ? parts_word(STATUS_PASS)
                                        : "";
    if (word[0] != '\0') {
        size_t length = strlen(manifest->folder);
        text_append_repeated(out, ' ', length < 24 ? 24 - length : 1);
        text_append(out, word);
    }
    if (exercise != NULL) {
        AUTO_TEXT struct text points = {0};
        parts_append_points(&points, exercise->score.earned_hundredths);
        text_append_repeated(out, ' ', 11 - strlen(word));
        text_format(out, "%6s / ", text_string(&points));
        parts_append_points(out, exercise->score.possible_hundredths);
    }
    text_append(out, "\n");
}

static void write_list(const struct watch_model *model, enum pages_medium medium,
                       const struct report_style *style, struct text *out)
{
    text_append(out, "\n");
    for (size_t i = 0; i < model->count; i++) {
        write_list_line(model, i, style, out);
    }
    text_append(out, "\n");
    write_paragraph(style, out,
                    medium == PAGES_SCREEN
                        ? "Arrows and Enter, or a number, go to an exercise; Esc goes back."
                        : "A number and Enter go to an exercise.");
}

struct key_help {
    const char *key, *does;
    bool screen_only;
};

static const struct key_help keys[] = {
    {"n", "the next exercise", false},
    {"p", "the previous exercise", false},
    {"1-9", "the exercise of that number", false},
    {"l", "the list of exercises", false},
    {"h", "a hint; again for the next one", false},
    {"o", "open the failing line in your editor", false},
    {"v", "view the shared memory of a run; there Space, b, g, G, p step", false},
    {"c", "check all exercises, one after the other", false},
    {"r", "grade again", false},
    {"x", "put the stub back (asks first)", false},
    {"arrows", "scroll, also j, k, Space, Page Up, Page Down, Home, End", true},
    {"Esc", "back to the result", true},
    {"?", "this page", false},
    {"q", "quit", false},
};

static void write_help(enum pages_medium medium, const struct report_style *style, struct text *out)
{
    text_append(out, "\n");
    write_paragraph(style, out, "Save the file in your editor, and it is graded.");
    if (medium == PAGES_LINES) {
        write_paragraph(style, out, "Each of these is a letter and Enter.");
    }
    text_append(out, "\n");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].screen_only && medium == PAGES_LINES) {
            continue;
        }
        text_append_repeated(out, ' ', 2 * PAGE_INDENT);
        report_style_append(style, out, TONE_STRONG, keys[i].key);
        text_append_repeated(out, ' ', 8 - strlen(keys[i].key));
        report_style_wrap(style, out, 2 * PAGE_INDENT + 8, keys[i].does);
        text_append(out, "\n");
    }
}

void pages_write(const struct watch_model *model, enum pages_medium medium,
                 const struct report_style *style, struct text *out)
{
    switch (model->page) {
    case WATCH_PAGE_RESULT:
        pages_write_result(model, style, out);
        break;
    case WATCH_PAGE_HINTS:
        write_hints(model, medium, style, out);
        break;
    case WATCH_PAGE_LIST:
        write_list(model, medium, style, out);
        break;
    case WATCH_PAGE_HELP:
        write_help(medium, style, out);
        break;
    case WATCH_PAGE_PEEK:
        pages_write_peek(model, style, out);
        break;
    }
}
