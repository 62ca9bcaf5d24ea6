/* A process between the grader and a sandbox of its, that lets the sandbox outlive neither.
 *
 * bubblewrap asks to die with its parent, but each of its two processes does so a moment after it
 * has begun; one whose parent was killed in that moment waits for ever for a word from it. A keeper
 * has no such moment: it is there before the sandbox, watches the grader by a pidfd (pidfd_open(2)),
 * adopts what loses its parent (PR_SET_CHILD_SUBREAPER in prctl(2)), and kills all that it has.
 */
#ifndef WORKBOOK_SANDBOX_KEEPER_H
#define WORKBOOK_SANDBOX_KEEPER_H

#include <sys/types.h>

/* To be called first thing after fork, then start the program, a child, then call keeper_keep. All
 * signals are blocked from here on. */
void keeper_begin(void);

/* Closes all descriptors and stays until the program, the parent or (by SIGTERM) the wish for it has
 * ended; kills and reaps all that is left below it; then ends as the program has ended. System calls
 * only: the parent may have had threads. */
_Noreturn void keeper_keep(pid_t parent, pid_t program);

#endif
