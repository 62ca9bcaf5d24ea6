/* A set of signals, as the kernel shows it (proc_pid_status(5), SigBlk), in words. Not for tests. */
#ifndef WORKBOOK_EXAMINER_SIGNAL_SET_H
#define WORKBOOK_EXAMINER_SIGNAL_SET_H

#include <stddef.h>
#include <stdint.h>

/* The signals of a mask (bit 0: signal 1) that a learner's code has to do with. The C library keeps some for itself
 * (nptl(7)), and a tracer uses SIGTRAP up. */
uint64_t signal_set_of_learner(uint64_t mask);

/* "none", "SIGINT, SIGTERM", "SIGHUP, SIGINT, SIGQUIT and 4 more", "all": of a mask as signal_set_of_learner gives it. */
void signal_set_print(char *out, size_t room, uint64_t mask);

#endif
