/* The parts of the confine program, one promise each. All return false with a sentence on standard
 * error: confine ends before anything of the student's runs. */
#ifndef WORKBOOK_SANDBOX_CONFINE_H
#define WORKBOOK_SANDBOX_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

enum { CONFINE_PATHS_MAX = 16 };

struct confine_options {
    unsigned long cpu_s;       /* RLIMIT_CPU of each process; 0: no limit */
    unsigned long memory_kib;  /* RLIMIT_AS; 0: no limit (Valgrind, compilers) */
    unsigned long processes;   /* RLIMIT_NPROC; counts per user and user namespace; 0: no limit */
    unsigned long descriptors; /* RLIMIT_NOFILE */
    unsigned long file_kib;    /* RLIMIT_FSIZE; 0: no limit */
    int keep;                  /* a descriptor that stays open; -1: none */
    bool idle;                 /* SCHED_IDLE: it runs when nobody else wants to */
    int delays; /* a socket that the filter's listener is handed over by (delays.h); -1: none */
    const char *readable[CONFINE_PATHS_MAX]; /* Landlock: read and execute below these */
    size_t readable_count;
    const char *writable[CONFINE_PATHS_MAX]; /* Landlock: anything below these */
    size_t writable_count;
    const char *growing[CONFINE_PATHS_MAX]; /* Landlock: files may be made and written, not removed
                                               or cut */
    size_t growing_count;
};

/* rlimits (getrlimit(2)); core dumps are off. */
bool confine_set_limits(const struct confine_options *options);

/* Landlock (landlock(7)): no file but those named, no signal or ptrace out of the domain. True also
 * where the kernel has none: the mount and PID namespaces stand alone then. */
bool confine_apply_landlock(const struct confine_options *options);

/* The lowest of all scheduling policies (sched(7)), for what comes after and its children. */
bool confine_make_idle(void);

/* The system call filter (seccomp(2)). */
bool confine_load_filter(void);

/* A second one, that tells calls to whoever has its listener: it goes over this socket, which is
 * closed. From here on those calls wait for an answer. */
bool confine_hand_over_calls(int socket);

#endif
