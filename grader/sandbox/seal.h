/* The last thing that the driver does to itself before it runs the student's code: calls that the driver
 * (its loader, Valgrind's start) still needed and nobody needs from here on are refused for good, by a second
 * filter on top of confine's (seccomp(2)).
 *
 * Natively: no other program, no new machine code. Both end the call with SIGSYS, so that the line is told; only a
 * segment that is attached to execute is refused as the kernel would (EACCES), for that is a learner's mistake. What confine
 * refuses already is refused by SIGSYS, too, where it is to be told (protocol/refused_calls.h): with the error that the call is
 * to fail with, in si_errno, and a driver that lets it fail so.
 *
 * Under Valgrind, whose reports come from within the process that they are about: no other program, which would
 * run without Valgrind under the same process id; no hold on the descriptors that Valgrind keeps for itself, of
 * which it guards write and close alone; no zero written by the kernel where a thread chooses
 * (set_tid_address(2)). Valgrind makes machine code all the time, at addresses and with arguments that a
 * student's call could have too: that cannot be told apart here (docs/sandbox.md, what is open).
 */
#ifndef WORKBOOK_SANDBOX_SEAL_H
#define WORKBOOK_SANDBOX_SEAL_H

#include <stdbool.h>

/* False, with a sentence on standard error, where the kernel refuses. Inherited by all children. */
bool seal_native(void);
bool seal_under_valgrind(void);

#endif
