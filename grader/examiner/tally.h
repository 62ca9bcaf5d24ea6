/* What the checks of one run count together. Each check is a process of its own, so the counts are
 * files of the trusted side. Not for tests. */
#ifndef WORKBOOK_EXAMINER_TALLY_H
#define WORKBOOK_EXAMINER_TALLY_H

#include "protocol/environment.h"

#define TALLY_HANGS "hangs" /* checks that did not come to an end, or to a limit of the whole run */
#define TALLY_STOPPED                                                                              \
    "stopped" /* the zygote was: by whom it should not, and has been ended for it */
#define TALLY_FAILURES "failures" /* checks that did not pass, these among them */
#define TALLY_TIME     TIME_FILE  /* not 0: the time of the run is up, says the proctor */

void tally_add(const char *what);
unsigned tally_read(const char *what);

#endif
