/* What grading stands on, beside sandboxes: tools that are there, and, where there are no namespaces to make them in,
 * the machine's own /dev/shm and a folder that programs can be started in. Each says in a sentence what is missing and
 * what to do; what is missing here must never be counted as a learner's fault. */
#ifndef WORKBOOK_STAGE_GROUND_H
#define WORKBOOK_STAGE_GROUND_H

#include "base/error.h"

#include <stdbool.h>

/* The compiler's parts, all in /usr, which its sandbox sees. */
bool ground_has_tools(struct error *why);

/* Of the machine; with namespaces each run has its own. */
bool ground_has_shared_memory(struct error *why);

/* The kernel knows them, in whichever namespace. */
bool ground_has_system_v(struct error *why);

/* Objects of System V can be made here in the number and size that exercises need, and stay until they are removed.
 * Likewise of the machine. */
bool ground_has_objects(struct error *why);

/* The folder that folders of runs are made in, in reduced mode: of WORKBOOK_RUN_FOLDER, else of this session, else /tmp.
 * Borrowed from the environment. */
const char *ground_run_folder(void);

/* Programs can be put and started there. */
bool ground_has_run_folder(struct error *why);

#endif
