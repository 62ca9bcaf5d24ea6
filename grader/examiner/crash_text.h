/* What a signal that ended a process means, in words that name the mistake behind it. Not for tests. */
#ifndef WORKBOOK_EXAMINER_CRASH_TEXT_H
#define WORKBOOK_EXAMINER_CRASH_TEXT_H

struct wire_reply;

enum { CRASH_CAUSE_BYTES = 120, CRASH_NO_ARGUMENT = -1 };

/* ": a NULL pointer was used", or nothing where the signal says all that is known. The reply is a
 * WIRE_CRASHED; `null` is the first argument of the call that is NULL, from 0, or CRASH_NO_ARGUMENT. */
void crash_text_cause(const struct wire_reply *reply, int null, char text[CRASH_CAUSE_BYTES]);

/* Where to look after this signal. */
const char *crash_text_look(const struct wire_reply *reply, int null);

#endif
