/* What an injector of delays does to the student's processes (protocol/held.h), so that it is not
 * taken for what they do themselves. Without one: nothing. */
#ifndef WORKBOOK_EXAMINER_HELD_H
#define WORKBOOK_EXAMINER_HELD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct held {
    uint64_t held_ns; /* time that the process was held, the hold under way included */
    uint32_t sleeps;  /* times that it went to sleep for that */
};

struct held held_read(pid_t pid);

/* Is it held at a system call right now, or about to be? */
bool held_now(pid_t pid);

#endif
