/* The verdict for Autolab: the report for people, and below it, as the last line, the JSON object that
 * Autolab looks for there: {"scores": {"03-attach-detach": 10}, "scoreboard": [10]}.
 *
 * Each exercise is a problem of the assessment, by the name of its folder. An exercise that could not
 * be judged has no score: Autolab leaves the mark that was there. Before it parses the line, Autolab puts
 * quotes around every run of letters and digits that a colon follows
 * (app/helpers/assessment_autograde_core.rb); no string here has such a place.
 */
#ifndef WORKBOOK_REPORT_REPORT_AUTOLAB_H
#define WORKBOOK_REPORT_REPORT_AUTOLAB_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

/* `style` is that of the report for people; colours are left out. */
void report_autolab_write(const struct verdict *verdict, const struct report_style *style,
                          struct text *out);

#endif
