/* The end of a check: nothing that it made or ran stays for the next one. Not for tests. */
#ifndef WORKBOOK_EXAMINER_CLEAN_UP_H
#define WORKBOOK_EXAMINER_CLEAN_UP_H

struct session;

/* Reports threads and children of actors that are between two calls: the ledger did not look after
 * quick ones. Before the actors are stopped. */
void clean_up_report_tasks(struct session *session);

/* Ends the actors: natively by SIGKILL, under Valgrind by asking, so that their reports are whole. */
void clean_up_stop_actors(struct session *session);

/* Reports objects and processes that nobody accounts for. For a check that passed. */
void clean_up_report_leftovers(struct session *session);

/* Removes every object that was not there before and all below the student's /tmp, undoes limits,
 * ends stray processes. */
void clean_up_kernel(struct session *session);

#endif
