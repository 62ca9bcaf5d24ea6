/* Notes of what a run makes on the host where no namespace takes it away (reduced mode), kept in the run's folder while
 * it goes on. Whoever comes after its end, however it ended, removes by them what is left (remains/remove.h): the
 * proctor, the grader, or the next grader.
 *
 * A note says how a thing is known again, so that nothing else is taken for it:
 *
 *     world      the boot and the IPC namespace that all other notes are about
 *     before     a System V segment that was there when the run began: never the run's
 *     process    a process of the run: segments that it created (shm_cpid, shmctl(2)) are the run's
 *     key        no System V object had this key: one that has it now is the run's
 *     segment, set, messages    System V objects by their identifiers
 *     name, queue               in /dev/shm, and of a POSIX message queue: with the number of its inode; 0: there was
 *                               none by this name, one that is there now is the run's
 *
 * Notes are written by the trusted side alone. One that cannot be written (a full disk) is left out without a word:
 * it matters only when the run does not come to its end.
 */
#ifndef WORKBOOK_REMAINS_NOTES_H
#define WORKBOOK_REMAINS_NOTES_H

#include <stdint.h>
#include <sys/types.h>

#define NOTES_FILE "made" /* in the folder of the trusted side's own files */

enum note_kind {
    NOTE_BEFORE = 'b',
    NOTE_PROCESS = 'p',
    NOTE_KEY = 'k',
    NOTE_SEGMENT = 's',
    NOTE_SET = 'e',
    NOTE_MESSAGES = 'm',
    NOTE_NAME = 'n',
    NOTE_QUEUE = 'q',
    NOTE_WORLD = 'w',
};

/* Begins the notes of a run in this folder: the world, and the segments that are there. */
void notes_begin(const char *folder);

/* The notes of this folder, to add to; -1 when there are none. */
int notes_open(const char *folder);

void notes_add_number(int notes, enum note_kind kind, uint64_t number);
/* The name begins with a slash and may hold any byte. */
void notes_add_name(int notes, enum note_kind kind, uint64_t inode, const char *name);

/* Where the notes end; and a return to there, when all that was noted since is removed. */
off_t notes_end(int notes);
void notes_forget(int notes, off_t end);

/* Where and when this is: "boot UUID ipc:[NUMBER]". */
void notes_print_world(char *text, size_t room);

#endif
