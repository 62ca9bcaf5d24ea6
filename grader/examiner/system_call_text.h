/* System calls as people read them, much as strace(1) prints them: those that this workbook is about
 * with their arguments, others by their name, the rest by number. Not for tests. */
#ifndef WORKBOOK_EXAMINER_SYSTEM_CALL_TEXT_H
#define WORKBOOK_EXAMINER_SYSTEM_CALL_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct actor;

/* "futex"; "another system call" when it is none that we know. Static. */
const char *system_call_name(long number);

/* `futex(the channel+32, FUTEX_WAIT, 0)`. The actor is stopped at it: texts and times are read from
 * its memory. An address within an area (area.h) is told as a place in it. */
void system_call_print(char *out, size_t room, const struct actor *actor, long number,
                       const uint64_t arguments[6]);

#endif
