/* Records that the proctor itself adds to those of the tests. One JSON object a line on standard
 * output. */
#ifndef WORKBOOK_PROCTOR_RECORDS_H
#define WORKBOOK_PROCTOR_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The infrastructure failed: the message says how. */
void records_error(const char *message);

/* The test program ended with this wait status; `output` is what it printed. */
void records_tests_ended(int status, const char *output);

/* The zygote ended by itself, with this wait status, while the tests were running. */
void records_zygote_ended(int status);

/* What the student's code printed; cut: it printed more, `all` bytes together. */
void records_student_output(const char *bytes, size_t length, bool cut, uint64_t all);

/* What Valgrind reported of a process. */
void records_valgrind_report(pid_t pid, const char *xml);

/* So many system calls of the student's processes were looked at, so many of them delayed. */
void records_delays(uint64_t calls, uint64_t delayed);

/* The last one: everything before it is complete. */
void records_done(void);

#endif
