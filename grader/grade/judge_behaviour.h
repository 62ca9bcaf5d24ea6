/* The behaviour stage: what the hidden tests reported, check by check. */
#ifndef WORKBOOK_GRADE_JUDGE_BEHAVIOUR_H
#define WORKBOOK_GRADE_JUDGE_BEHAVIOUR_H

#include "grade/bench.h"

/* Names the places whose lines judge_behaviour and the leaks stage will ask for: bench->lines is to
 * be resolved in between. */
void judge_behaviour_want_lines(struct bench *bench);

void judge_behaviour(struct bench *bench);

#endif
