#include "pages/class_page.h"
#include "pages/html.h"
#include "report/report_parts.h"

static void write_summary(const struct class_spread *spread, const struct class_tally *tally,
                          struct text *out)
{
    text_format(out, "<p><strong>%zu students</strong>, %zu of them with a mark.",
                tally->student_count, spread->count);
    if (spread->count > 0) {
        text_append(out, " Median ");
        class_append_percent(out, spread->median);
        text_append(out, " %, mean ");
        class_append_percent(out, spread->mean);
        text_append(out, " %, from ");
        class_append_percent(out, spread->least);
        text_append(out, " to ");
        class_append_percent(out, spread->most);
        text_append(out, " %; the middle half from ");
        class_append_percent(out, spread->lower_quartile);
        text_append(out, " to ");
        class_append_percent(out, spread->upper_quartile);
        text_append(out, " %.");
    }
    text_append(out, "</p>\n");
}

static void write_number(struct text *out, size_t number)
{
    text_format(out, "<td class=\"number\">%zu</td>", number);
}

static void write_difficulty(const struct class_tally *tally, struct text *out)
{
    AUTO_FREE const struct class_exercise **ranked = class_difficulty_rank(tally);
    text_append(out, "<table><caption>The same in numbers</caption>\n<thead><tr>"
                     "<th scope=\"col\">Exercise</th><th scope=\"col\">Mean, %</th>"
                     "<th scope=\"col\">Passed</th><th scope=\"col\">Failed</th>"
                     "<th scope=\"col\">Not handed in</th><th scope=\"col\">Not judged</th>"
                     "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < tally->exercise_count; i++) {
        text_format(out, "<tr><th scope=\"row\">%02u ", ranked[i]->number);
        html_append(out, ranked[i]->name);
        text_append(out, "</th><td class=\"number\">");
        class_append_percent(out, class_per_mille(&ranked[i]->sum));
        text_append(out, "</td>");
        write_number(out, ranked[i]->students[STATUS_PASS]);
        write_number(out, ranked[i]->students[STATUS_FAIL]);
        write_number(out, ranked[i]->students[STATUS_MISSING]);
        write_number(out, ranked[i]->students[STATUS_ERROR]);
        text_append(out, "</tr>\n");
    }
    text_append(out, "</tbody></table>\n");
}

static void write_example(const struct class_example *example, struct text *out)
{
    text_append(out, "<li>");
    html_append(out, example->student);
    if (example->line > 0) {
        text_format(out, ", line %u", example->line);
    }
    if (example->observed != NULL) {
        text_append(out, ": ");
        html_append_lines(out, example->observed);
    }
    text_append(out, "</li>\n");
}

/* In which ways it was missed: those that there were. */
static void write_ways(const struct class_check *check, struct text *out)
{
    static const struct {
        enum status status;
        const char *word;
    } ways[] = {{STATUS_FAIL, "failed"}, {STATUS_CRASH, "crashed"}, {STATUS_TIMEOUT, "timed out"}};
    const char *before = " (";
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (check->students[ways[i].status] > 0) {
            text_format(out, "%s%s %zu", before, ways[i].word, check->students[ways[i].status]);
            before = ", ";
        }
    }
    text_append(out, ")");
}

static void write_fault(const struct class_fault *fault, struct text *out)
{
    const struct class_check *check = fault->check;
    text_append(out, "<h3>");
    html_append(out, check->title);
    text_format(out, "</h3>\n<p>%zu student%s, check <code>", class_check_missed(check),
                class_check_missed(check) == 1 ? "" : "s");
    html_append(out, check->id);
    text_format(out, "</code> of %02u ", fault->exercise->number);
    html_append(out, fault->exercise->name);
    write_ways(check, out);
    text_append(out, "</p>\n<ul>\n");
    for (size_t i = 0; i < check->example_count; i++) {
        write_example(&check->examples[i], out);
    }
    text_append(out, "</ul>\n");
}

static void write_faults(const struct class_tally *tally, struct text *out)
{
    size_t count;
    AUTO_FREE struct class_fault *faults = class_faults_rank(tally, &count);
    text_append(out, "<h2>The most common faults</h2>\n");
    for (size_t i = 0; i < count && i < CLASS_FAULTS_SHOWN; i++) {
        write_fault(&faults[i], out);
    }
    if (count == 0) {
        text_append(out, "<p>No check failed.</p>\n");
    }
    if (count > CLASS_FAULTS_SHOWN) {
        text_format(out, "<p>%zu more checks failed less often.</p>\n", count - CLASS_FAULTS_SHOWN);
    }
}

/* A list of the students about whom there is something to say. */
static void write_list(const struct class_tally *tally, const struct class_spread *spread,
                       const char *heading, const char *nobody, class_say_function *say,
                       struct text *out)
{
    size_t written = 0;
    text_format(out, "<h2>%s</h2>\n<ul>\n", heading);
    for (size_t i = 0; i < tally->student_count; i++) {
        AUTO_TEXT struct text words = {0};
        if (say(&tally->students[i], spread, &words)) {
            text_append(out, "<li>");
            html_append(out, tally->students[i].name);
            text_append(out, ": ");
            html_append(out, text_string(&words));
            text_append(out, "</li>\n");
            written++;
        }
    }
    text_append(out, written == 0 ? "<li>" : "");
    text_append(out, written == 0 ? nobody : "");
    text_append(out, written == 0 ? "</li>\n</ul>\n" : "</ul>\n");
}

static void write_students(const struct class_tally *tally, struct text *out)
{
    text_append(out, "<h2>All students</h2>\n<table><thead><tr><th scope=\"col\">Student</th>"
                     "<th scope=\"col\">Points</th><th scope=\"col\">%</th></tr></thead>\n"
                     "<tbody>\n");
    for (size_t i = 0; i < tally->student_count; i++) {
        const struct class_student *student = &tally->students[i];
        text_append(out, "<tr><th scope=\"row\">");
        html_append(out, student->name);
        text_append(out, "</th><td class=\"number\">");
        if (!class_student_counts(student)) {
            text_append(out, "none</td><td></td></tr>\n");
            continue;
        }
        parts_append_points(out, student->score.earned_hundredths);
        text_append(out, "</td><td class=\"number\">");
        class_append_percent(out, class_per_mille(&student->score));
        text_append(out, "</td></tr>\n");
    }
    text_append(out, "</tbody></table>\n");
}

void class_html_write(const struct class_tally *tally, struct text *out)
{
    struct class_spread spread;
    class_spread_make(&spread, tally);
    html_begin(out, "The class");
    write_summary(&spread, tally, out);
    text_append(out, "<h2>Marks</h2>\n");
    class_chart_marks(&spread, out);
    text_append(out, "<h2>Exercises, the hardest first</h2>\n");
    class_chart_exercises(tally, out);
    write_difficulty(tally, out);
    write_faults(tally, out);
    write_list(tally, &spread, "Time-outs", "Nobody ran out of time.", class_say_timeouts, out);
    write_list(tally, &spread, "Without a mark", "Everybody has one.", class_say_problem, out);
    write_list(tally, &spread, "Marks far from the others", "There are none.", class_say_outlier,
               out);
    write_list(tally, &spread, "Late, or decided by somebody", "Nothing is.", class_say_remarks,
               out);
    write_students(tally, out);
    html_end(out);
}
