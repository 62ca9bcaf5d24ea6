/* What student code has left in the kernel's tables of the host, in reduced mode under root.
 *
 * There the student's code runs as a user that no account has (sandbox/spawn.h), and examinations
 * take turns (stage/turn.h). So whoever has the turn and is between two examinations knows: an
 * object that this user created is one that an examination has left, of this grader or of one that was
 * killed. For an ordinary grader the student's objects and those of the user's own programs have one owner,
 * and nothing tells them apart: what the hidden test did not see being made stays.
 */
#ifndef WORKBOOK_STAGE_LEFTOVERS_H
#define WORKBOOK_STAGE_LEFTOVERS_H

/* Removes System V objects, names in /dev/shm and message queues of the sandbox's user. To be called
 * with the turn and without an examination under way; does nothing unless we are root. */
void leftovers_remove(void);

#endif
