/* The limits of the run, and whether one of them was reached: told to the learner in words like
 * "limit reached: descriptors, 64 of 64". A limit is named only when this side's own count, or the
 * kernel's signal, says so, or when the process says that it has asked for more than all of it or was refused another process. Not for tests. */
#ifndef WORKBOOK_EXAMINER_LIMITS_H
#define WORKBOOK_EXAMINER_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct session;
struct wire_refusal;

struct limits {
    unsigned processes;   /* and threads, of the whole run */
    unsigned descriptors; /* of a process */
    unsigned memory_kib;  /* address space of a process */
    unsigned cpu_s;       /* processor time of a process */
    unsigned shared_kib;  /* shared memory of the run; size of a file */
    unsigned run_s;       /* time of the run */
};

/* Reads the value of LIMITS_VARIABLE (protocol/environment.h). Zeros where it is not six numbers. */
struct limits limits_read(const char *text);

enum { LIMIT_TEXT_BYTES = 120 };

struct limit_words {
    char text[LIMIT_TEXT_BYTES]; /* "limit reached: …"; empty: none was */
    const char *look;            /* the manual's pages, and what to ask oneself */
};

/* Whether this refusal may be why a call came back with `error`. pthread_create returns its error and leaves in errno what it
 * met itself. */
bool limits_refusal_explains(const struct wire_refusal *refusal, int error);

/* Each fills the words in and returns true, or leaves the text empty. */

/* Why a call of this process failed with `error`. `refusal`: what the C library refused it last; NULL: nobody
 * knows. */
bool limits_explain_error(pid_t pid, int error, const struct wire_refusal *refusal,
                          struct limit_words *words);
/* Why a process ended by this signal; its address space was `peak_kib` at most, as it says itself. `refusal`: what it was refused
 * last, or, by a signal, is being refused; NULL: nobody knows. */
bool limits_explain_signal(int signal, uint64_t peak_kib, const struct wire_refusal *refusal,
                           struct limit_words *words);
/* Whether the time of the run is up. */
bool limits_explain_time(struct limit_words *words);
/* Whether all processes that the run may have are there. */
bool limits_explain_processes(const struct session *session, struct limit_words *words);
/* Whether a process or thread was refused for there were as many as may be, though some may be gone since. */
bool limits_explain_refused_task(const struct wire_refusal *refusal, struct limit_words *words);

/* The largest address space that the process has had, KiB; 0 when it is gone. */
uint64_t limits_peak_kib(pid_t pid);

#endif
