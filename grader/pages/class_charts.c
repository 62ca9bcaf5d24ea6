#include "pages/class_page.h"
#include "pages/html.h"

enum {
    CHART_WIDTH = 640,
    MARKS_HEIGHT = 200, /* of the highest bar */
    BAR_WIDTH = 54,
    ROW_HEIGHT = 30,
    NAMES_WIDTH = 190,
    ROWS_WIDTH = CHART_WIDTH - NAMES_WIDTH,
};

static void begin(struct text *out, unsigned height, const char *id, const char *title)
{
    text_format(out,
                "<svg role=\"img\" aria-labelledby=\"%s-title %s-about\" width=\"%d\" "
                "height=\"%u\" viewBox=\"0 0 %d %u\">\n<title id=\"%s-title\">%s</title>\n"
                "<desc id=\"%s-about\">",
                id, id, CHART_WIDTH, height, CHART_WIDTH, height, id, title, id);
}

static size_t highest_bin(const struct class_spread *spread)
{
    size_t highest = 1;
    for (size_t i = 0; i < CLASS_BINS; i++) {
        highest = spread->bins[i] > highest ? spread->bins[i] : highest;
    }
    return highest;
}

static void write_bar(struct text *out, size_t bin, size_t students, size_t highest)
{
    size_t height = students * MARKS_HEIGHT / highest;
    size_t x = 40 + bin * (BAR_WIDTH + 4);
    size_t y = 20 + MARKS_HEIGHT - height;
    text_format(out,
                "<g><title>%zu to %zu %%: %zu</title><rect x=\"%zu\" y=\"%zu\" width=\"%d\" "
                "height=\"%zu\" fill=\"#2f5d9b\" stroke=\"#7f9fc8\"/>"
                "<text x=\"%zu\" y=\"%zu\" text-anchor=\"middle\">%zu</text>"
                "<text x=\"%zu\" y=\"%d\" text-anchor=\"middle\">%zu\u2013%zu</text></g>\n",
                bin * 10, bin * 10 + 10, students, x, y, BAR_WIDTH, height, x + BAR_WIDTH / 2,
                y - 5, students, x + BAR_WIDTH / 2, MARKS_HEIGHT + 36, bin * 10, bin * 10 + 10);
}

void class_chart_marks(const struct class_spread *spread, struct text *out)
{
    begin(out, MARKS_HEIGHT + 62, "marks", "How the marks are spread");
    text_append(out, "Students in each tenth of the possible points:");
    for (size_t i = 0; i < CLASS_BINS; i++) {
        text_format(out, "%s %zu to %zu percent %zu", i > 0 ? "," : "", i * 10, i * 10 + 10,
                    spread->bins[i]);
    }
    text_append(out, ".</desc>\n");
    for (size_t i = 0; i < CLASS_BINS; i++) {
        write_bar(out, i, spread->bins[i], highest_bin(spread));
    }
    text_format(out,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">percent of the possible "
                "points</text>\n</svg>\n",
                CHART_WIDTH / 2, MARKS_HEIGHT + 56);
}

/* How each status is filled: by pattern too, for eyes and printers that know no colour. */
struct part {
    enum status status;
    const char *word;
    const char *fill;
    const char *ink; /* of the number in it */
};

static const struct part parts[] = {
    {STATUS_PASS, "passed", "#14662b", "#ffffff"},
    {STATUS_FAIL, "failed", "url(#failed)", "#1b1b1b"},
    {STATUS_MISSING, "not handed in", "#ffffff", "#1b1b1b"},
    {STATUS_ERROR, "not judged", "url(#unjudged)", "#1b1b1b"},
};
enum { PARTS = sizeof parts / sizeof parts[0] };

static size_t students_of(const struct class_exercise *exercise)
{
    size_t students = 0;
    for (size_t i = 0; i < PARTS; i++) {
        students += exercise->students[parts[i].status];
    }
    return students;
}

static void write_segment(struct text *out, const struct part *part, size_t x, size_t y,
                          size_t width, size_t students)
{
    text_format(out,
                "<g><title>%s: %zu</title><rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"22\" "
                "fill=\"%s\" stroke=\"#595959\"/>",
                part->word, students, x, y, width, part->fill);
    if (width >= 24) {
        text_format(out,
                    "<text x=\"%zu\" y=\"%zu\" text-anchor=\"middle\" style=\"fill:%s\">%zu</text>",
                    x + width / 2, y + 16, part->ink, students);
    }
    text_append(out, "</g>\n");
}

static void write_row(struct text *out, const struct class_exercise *exercise, size_t y)
{
    text_format(out, "<text x=\"%d\" y=\"%zu\" text-anchor=\"end\">%02u ", NAMES_WIDTH - 8, y + 16,
                exercise->number);
    html_append(out, exercise->name);
    text_append(out, "</text>\n");
    size_t students = students_of(exercise);
    size_t x = NAMES_WIDTH;
    for (size_t i = 0; i < PARTS && students > 0; i++) {
        size_t count = exercise->students[parts[i].status];
        size_t width = count * (ROWS_WIDTH - 2) / students;
        if (count > 0) {
            write_segment(out, &parts[i], x, y, width, count);
        }
        x += width;
    }
}

static void write_key(struct text *out, size_t y)
{
    for (size_t i = 0; i < PARTS; i++) {
        size_t x = i * (NAMES_WIDTH + ROWS_WIDTH) / PARTS;
        text_format(out,
                    "<rect x=\"%zu\" y=\"%zu\" width=\"16\" height=\"16\" fill=\"%s\" "
                    "stroke=\"#595959\"/><text x=\"%zu\" y=\"%zu\">%s</text>\n",
                    x, y, parts[i].fill, x + 21, y + 13, parts[i].word);
    }
}

static void describe_row(struct text *out, const struct class_exercise *exercise)
{
    text_format(out, " %02u ", exercise->number);
    html_append(out, exercise->name);
    for (size_t i = 0; i < PARTS; i++) {
        text_format(out, ", %s %zu", parts[i].word, exercise->students[parts[i].status]);
    }
    text_append(out, ".");
}

void class_chart_exercises(const struct class_tally *tally, struct text *out)
{
    AUTO_FREE const struct class_exercise **ranked = class_difficulty_rank(tally);
    begin(out, (unsigned)(tally->exercise_count * ROW_HEIGHT + 34), "exercises",
          "The exercises, the hardest first");
    text_append(out, "How many students passed each exercise.");
    for (size_t i = 0; i < tally->exercise_count; i++) {
        describe_row(out, ranked[i]);
    }
    text_append(out,
                "</desc>\n<defs>"
                "<pattern id=\"failed\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                "<rect width=\"6\" height=\"6\" fill=\"#ffe3e3\"/>"
                "<path d=\"M0 6L6 0\" stroke=\"#d98a8f\"/></pattern>"
                "<pattern id=\"unjudged\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                "<rect width=\"6\" height=\"6\" fill=\"#f4f1e4\"/>"
                "<circle cx=\"3\" cy=\"3\" r=\"1\" fill=\"#7a4b00\"/></pattern></defs>\n");
    for (size_t i = 0; i < tally->exercise_count; i++) {
        write_row(out, ranked[i], i * ROW_HEIGHT + 2);
    }
    write_key(out, tally->exercise_count * ROW_HEIGHT + 12);
    text_append(out, "</svg>\n");
}
