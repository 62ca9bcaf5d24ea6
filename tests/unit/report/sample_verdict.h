/* A verdict with one of everything: a pass, a failure with findings, a build failure, a missing
 * source, an error; with hostile bytes in what a student can influence. */
#ifndef WORKBOOK_TESTS_SAMPLE_VERDICT_H
#define WORKBOOK_TESTS_SAMPLE_VERDICT_H

#include "model/verdict.h"

struct verdict *sample_verdict_create(void);      /* five exercises, settled */
struct verdict *sample_verdict_create_pass(void); /* two exercises that pass */

/* Three exercises that fail, are not built and could not be judged, with words that no format may be
 * fooled by. */
struct verdict *sample_verdict_create_hostile(void);

/* So many that fail alike. */
struct verdict *sample_verdict_create_failing(unsigned exercises);

#endif
