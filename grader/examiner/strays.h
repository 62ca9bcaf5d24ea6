/* Strays: processes that the student's code started and that are no actors. Not for tests.
 *
 * With namespaces they are whatever shares the zygote's PID namespace; without, the descendants of
 * the zygote and what the proctor, as the subreaper, inherited from it. */
#ifndef WORKBOOK_EXAMINER_STRAYS_H
#define WORKBOOK_EXAMINER_STRAYS_H

struct session;

void strays_report(struct session *session);
void strays_kill(struct session *session);

/* Processes and threads of the student's side, the zygote and zombies among them: what RLIMIT_NPROC
 * counts. */
unsigned strays_count_tasks(const struct session *session);

#endif
