/* Valgrind's XML reports (docs/internals/xml-output-protocol4.txt in its sources), as findings. The driver makes
 * no errors: one that is not in the student's file was brought about by it.
 *
 * The student's process can add to its report (proctor/reports.h): one that is cut short, missing, not
 * well-formed, or tells less than Valgrind counts at its end, is no report, never a clean one. */
#ifndef WORKBOOK_STAGE_VALGRIND_H
#define WORKBOOK_STAGE_VALGRIND_H

#include "stage/memory_findings.h"

#include <stdbool.h>

/* Adds what a report says about the student's object ("student.so"). False when it is no whole
 * report of the process `pid`. */
bool valgrind_read(const char *xml, int pid, struct memory_findings *findings);

#endif
