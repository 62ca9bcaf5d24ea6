/* The parts of the confine program, one promise each. All return false with a sentence on standard
 * error: confine ends before anything of the student's runs.
 *
 * Theory of operation: what a student's process is kept from, and by whom.
 *
 * See.     bubblewrap gives it a file system of a dozen entries: /usr read-only, the driver, the
 *          student's object, /proc of its own PID namespace (read-only), an empty /tmp and /dev/shm.
 *          Landlock says the same a second time, by path: where there are no namespaces it says it
 *          alone. No test, solution or home is in it, and no descriptor leads out: confine closes all
 *          but the standard ones, which go to the grader, and the one that the driver listens at.
 * Call.    The kernel is the one thing that it shares with everybody. seccomp lets through the calls
 *          that a C program, its library, gcc, Valgrind and the exercises make (confine_calls.c: ten
 *          groups, each with its reason); some only with harmless arguments: sockets of one family,
 *          clones without namespaces, a few requests of ioctl and prctl. All else fails with EPERM.
 *          Calls newer than Linux 5.1 fail with ENOSYS, for which C libraries know what to do. Calls
 *          by the numbers of another architecture kill, for they would be compared with the wrong
 *          list. The filter holds for a program that is started, too, and none can be taken off. Before
 *          it runs the student's code the driver adds a second one (seal.h): no other program, and no
 *          new machine code.
 * Use up.  rlimits bound each process: processor time, address space, descriptors, the size of a file;
 *          RLIMIT_NPROC bounds their number, counted in a user namespace that holds no others. What
 *          belongs to no process is bounded by its owner, outside: /tmp and /dev/shm by the size of
 *          their file systems, System V objects by the limits of the IPC namespace (proctor/room.c),
 *          the whole run by the grader's clock. Memory and processes in all are bounded by a control
 *          group, where the machine grants one (control_group.h); where it runs out of memory, these
 *          processes are the first to go. Who comes to a limit is told which one it was
 *          (examiner/limits.h).
 * Reach.   Signals, /proc and kill(-1) end at the PID namespace and at Landlock's scope; ptrace and
 *          its kin are no calls of ours; there is no network. It has no capability and can get none:
 *          no_new_privs comes before all of this, and root is an ordinary user before that.
 *
 * These layers are put on by the process itself, in the order of confine_main.c, and hold for all its
 * children. The tests look in from outside: they need none of them to be friendly, for what
 * they believe they read in the kernel. docs/sandbox.md says which test proves which promise.
 *
 * To read it all, from the outside in:
 *   spawn.c                 root becomes a user that owns nothing
 *   stage/exam_sandbox.c    fill_full: the outer sandbox, with the tests
 *   proctor/room.c          limits of the IPC namespace, of names and files
 *   proctor/inner.c         add_namespaces, add_confinement: the inner sandbox, with the student's code
 *   confine_limits.c, confine_landlock.c, confine_calls.c (the list) and confine_filter.c
 *   seal.h                  the driver's own filter; under Valgrind it guards Valgrind's reports
 * stage/tool.c is the compiler's sandbox, with the same confinement. Where namespaces are refused,
 * stage/exam_sandbox.c (fill_reduced) and proctor/inner.c leave them out, and the rest stands.
 */
#ifndef WORKBOOK_SANDBOX_CONFINE_H
#define WORKBOOK_SANDBOX_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

enum { CONFINE_PATHS_MAX = 16 };

struct confine_options {
    unsigned long cpu_s;       /* RLIMIT_CPU of each process: SIGXCPU, and SIGKILL a second later;
                                  0: no limit */
    unsigned long memory_kib;  /* RLIMIT_AS; 0: no limit */
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
};

/* rlimits (getrlimit(2)); core dumps are off. */
bool confine_set_limits(const struct confine_options *options);

/* Landlock (landlock(7)): no file but those named, no signal or ptrace out of the domain. True also
 * where the kernel has none: the mount and PID namespaces stand alone then. */
bool confine_apply_landlock(const struct confine_options *options);

/* The lowest of all scheduling policies (sched(7)), for what comes after and its children. */
bool confine_make_idle(void);

/* The system call filter (seccomp(2)). The last step: it allows none of the others. */
bool confine_load_filter(void);

/* A filter that tells calls to whoever has its listener: it goes over this socket, which is closed.
 * From here on those calls wait for an answer. What the other filter refuses is refused. */
bool confine_hand_over_calls(int socket);

#endif
