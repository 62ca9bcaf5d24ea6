#include <string.h>

#include "base/utf8.h"
#include "pages/class_page.h"

static void append(struct text *out, const char *string)
{
    utf8_append_printable(out, string, strlen(string), true);
}

static void write_marks(const struct class_spread *spread, struct text *out)
{
    text_append(out, "\nMarks\n");
    for (size_t i = 0; i < CLASS_BINS; i++) {
        text_format(out, "  %3zu to %3zu %%  %4zu  ", i * 10, i * 10 + 10, spread->bins[i]);
        text_append_repeated(out, '#', spread->bins[i] * 50 / (spread->count + 1));
        text_append(out, "\n");
    }
    if (spread->count > 0) {
        text_append(out, "  median ");
        class_append_percent(out, spread->median);
        text_append(out, " %, mean ");
        class_append_percent(out, spread->mean);
        text_append(out, " %\n");
    }
}

static void write_difficulty(const struct class_tally *tally, struct text *out)
{
    AUTO_FREE const struct class_exercise **ranked = class_difficulty_rank(tally);
    text_append(out, "\nExercises, the hardest first\n"
                     "  mean %  passed  failed  missing  not judged\n");
    for (size_t i = 0; i < tally->exercise_count; i++) {
        const struct class_exercise *exercise = ranked[i];
        unsigned mean = class_per_mille(&exercise->sum);
        text_format(out, "  %4u.%u  %6zu  %6zu  %7zu  %10zu  %02u ", mean / 10, mean % 10,
                    exercise->students[STATUS_PASS], exercise->students[STATUS_FAIL],
                    exercise->students[STATUS_MISSING], exercise->students[STATUS_ERROR],
                    exercise->number);
        append(out, exercise->name);
        text_append(out, "\n");
    }
}

static void write_faults(const struct class_tally *tally, struct text *out)
{
    size_t count;
    AUTO_FREE struct class_fault *faults = class_faults_rank(tally, &count);
    text_append(out, "\nThe most common faults\n");
    for (size_t i = 0; i < count && i < CLASS_FAULTS_SHOWN; i++) {
        text_format(out, "  %4zu  %02u/", class_check_missed(faults[i].check),
                    faults[i].exercise->number);
        append(out, faults[i].check->id);
        text_append(out, "  ");
        append(out, faults[i].check->title);
        text_append(out, "\n");
    }
    text_append(out, count == 0 ? "  No check failed.\n" : "");
}

static void write_list(const struct class_tally *tally, const struct class_spread *spread,
                       const char *heading, class_say_function *say, struct text *out)
{
    AUTO_TEXT struct text list = {0};
    for (size_t i = 0; i < tally->student_count; i++) {
        AUTO_TEXT struct text words = {0};
        if (say(&tally->students[i], spread, &words)) {
            text_append(&list, "  ");
            append(&list, tally->students[i].name);
            text_append(&list, ": ");
            append(&list, text_string(&words));
            text_append(&list, "\n");
        }
    }
    if (list.length > 0) {
        text_format(out, "\n%s\n", heading);
        text_append(out, text_string(&list));
    }
}

void class_text_write(const struct class_tally *tally, struct text *out)
{
    struct class_spread spread;
    class_spread_make(&spread, tally);
    text_format(out, "%zu students, %zu of them with a mark\n", tally->student_count, spread.count);
    write_marks(&spread, out);
    write_difficulty(tally, out);
    write_faults(tally, out);
    write_list(tally, &spread, "Time-outs", class_say_timeouts, out);
    write_list(tally, &spread, "Without a mark", class_say_problem, out);
    write_list(tally, &spread, "Marks far from the others", class_say_outlier, out);
    write_list(tally, &spread, "Late, or decided by somebody", class_say_remarks, out);
}
