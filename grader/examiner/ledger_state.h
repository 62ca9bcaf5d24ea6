/* The ledger's reading of what belongs to a process as a whole. */
#ifndef WORKBOOK_EXAMINER_LEDGER_STATE_H
#define WORKBOOK_EXAMINER_LEDGER_STATE_H

#include "examiner/ledger.h"

/* Adds an OBJECT_STATE for each: umask, signals, current folder, limits, priority, session and group, locked
 * memory, processors, timers (timer_create(2)), and standard streams that are closed. */
void ledger_read_state(struct objects *objects, pid_t pid);

/* A file of /proc/PID, whole and terminated; owned by the caller. NULL: the process is gone. */
char *ledger_read_file(pid_t pid, const char *name);

/* Cuts the text into its lines. */
void ledger_each_line(char *text, void (*act)(struct objects *objects, const char *line),
                      struct objects *objects);

#endif
