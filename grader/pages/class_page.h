/* What an instructor reads about a class. Nothing in it is a judgement about a person: outliers are marks far from the
 * others, and faults are counted by check. */
#ifndef WORKBOOK_PAGES_CLASS_PAGE_H
#define WORKBOOK_PAGES_CLASS_PAGE_H

#include "base/text.h"
#include "pages/class_tally.h"

enum { CLASS_FAULTS_SHOWN = 20 };

void class_html_write(const struct class_tally *tally, struct text *out);
void class_text_write(const struct class_tally *tally, struct text *out); /* UTF-8 */

/* For both: the missed checks of all exercises, the most frequent first; *count of them, owned by the caller. */
struct class_fault {
    const struct class_exercise *exercise;
    const struct class_check *check;
};

struct class_fault *class_faults_rank(const struct class_tally *tally, size_t *count);

/* The exercises, that with the lowest mean first; exercise_count pointers, owned by the caller. */
const struct class_exercise **class_difficulty_rank(const struct class_tally *tally);

/* What there is to say about a student under a heading; false: nothing. */
typedef bool class_say_function(const struct class_student *student,
                                const struct class_spread *spread, struct text *out);

class_say_function class_say_timeouts;
class_say_function class_say_problem;
class_say_function class_say_outlier;
class_say_function class_say_remarks;

/* "45.2" */
void class_append_percent(struct text *out, unsigned per_mille);

/* Pictures (SVG) with a title and a description for those who do not see them; nothing is told by colour alone. */
void class_chart_marks(const struct class_spread *spread, struct text *out);
void class_chart_exercises(const struct class_tally *tally, struct text *out);

#endif
