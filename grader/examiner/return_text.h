/* What a call came back with, as people read it. Not for tests. */
#ifndef WORKBOOK_EXAMINER_RETURN_TEXT_H
#define WORKBOOK_EXAMINER_RETURN_TEXT_H

#include <stddef.h>

struct actor;
struct reply;

/* `1, "hello"`, `-1 ETIMEDOUT`, `NULL EINVAL`: the value, and the text that it put into a buffer. The
 * call is still the actor's. */
void return_print(char *out, size_t room, const struct actor *actor, const struct reply *reply);

#endif
