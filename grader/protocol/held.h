/* Processes of the student that are held at a system call, as whoever holds them tells the trusted
 * side: a table in a shared file (sandbox/delays.h writes, the examiner reads). It is there only
 * when delays were asked for. Being held is time that a process was ready and had no processor. */
#ifndef WORKBOOK_PROTOCOL_HELD_H
#define WORKBOOK_PROTOCOL_HELD_H

#include <stdatomic.h>
#include <stdint.h>

enum { HELD_SLOTS = 4096 };

/* One process; in slot `pid % HELD_SLOTS`. */
struct held_process {
    _Atomic int32_t pid;       /* as the trusted side sees it; 0: nobody yet */
    _Atomic uint32_t sleeps;   /* times that it went to sleep to be held */
    _Atomic uint64_t held_ns;  /* in all, without the hold under way */
    _Atomic uint64_t since_ns; /* CLOCK_MONOTONIC at which the hold under way began; 0: none */
};

struct held_table {
    _Atomic uint64_t calls;   /* system calls that were looked at */
    _Atomic uint64_t delayed; /* of these, with a delay */
    struct held_process processes[HELD_SLOTS];
};

#endif
