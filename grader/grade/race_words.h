/* What a learner reads of an execution that goes wrong: the finding in a sentence, and its schedule. */
#ifndef WORKBOOK_GRADE_RACE_WORDS_H
#define WORKBOOK_GRADE_RACE_WORDS_H

#include "model/verdict.h"
#include "stage/races.h"

/* Sets the check's did, expected, observed, look and schedule. */
void race_words_for(struct check_verdict *check, const struct races_report *report);

#endif
