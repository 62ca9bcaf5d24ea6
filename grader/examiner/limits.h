/* The limits of the run, and whether one of them was reached: told to the learner in words like
 * "limit reached: descriptors, 64 of 64". A limit is named only when this side's own count, or the
 * kernel's signal, says so. Not for tests. */
#ifndef WORKBOOK_EXAMINER_LIMITS_H
#define WORKBOOK_EXAMINER_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct actor;
struct session;
struct wire_reply;

struct limits {
    unsigned processes;   /* and threads, of the whole run */
    unsigned descriptors; /* of a process */
    unsigned memory_kib;  /* address space of a process */
    unsigned cpu_s;       /* processor time of a process */
    unsigned shared_kib;  /* shared memory of the run; size of a file */
};

/* Reads the value of LIMITS_VARIABLE (protocol/environment.h). Zeros where it is not five numbers. */
struct limits limits_read(const char *text);

/* Each writes "limit reached: …" and returns true, or leaves the text empty. */

/* Why a call of this process failed with `error`. */
bool limits_explain_error(pid_t pid, int error, char *text, size_t room);
/* Why a process ended by this signal; its address space was `peak_kib` at most, as it says itself. */
bool limits_explain_signal(int signal, uint64_t peak_kib, char *text, size_t room);
/* Whether all processes that the run may have are there. */
bool limits_explain_processes(const struct session *session, char *text, size_t room);

/* The largest address space that the process has had, KiB; 0 when it is gone. */
uint64_t limits_peak_kib(pid_t pid);

#endif
