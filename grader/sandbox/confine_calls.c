#include "sandbox/confine_calls.h"

#include <asm/ioctls.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

/* Memory of one's own, and mappings of what was opened. Not here: memfd_create, memory that no limit
 * counts; userfaultfd, which stops the kernel in the middle of a copy; placement on NUMA nodes. */
static const char *const memory[] = {
    "brk",        "mmap",    "mmap2",    "munmap",     "mremap",
    "mprotect",   "madvise", "msync",    "mincore",    "mlock",
    "mlock2",     "munlock", "mlockall", "munlockall", "remap_file_pages",
    "membarrier", NULL,
};

/* What the exercises are about. Bounded by limits of the IPC namespace and of its tmpfs. */
static const char *const communication[] = {
    "shmget",     "shmat",     "shmdt",        "shmctl",          "semget",    "semop",
    "semtimedop", "semctl",    "msgget",       "msgsnd",          "msgrcv",    "msgctl",
    "mq_open",    "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr",
    "pipe",       "pipe2",     "eventfd",      "eventfd2",        NULL,
};

/* Locks and the C library's threads. */
static const char *const threads[] = {
    "futex",  "futex_time64",    "set_robust_list", "set_tid_address", "rseq",
    "gettid", "set_thread_area", "sched_yield",     "getcpu",          NULL,
};

/* Making, awaiting and ending processes. clone has a condition, below; clone3, whose flags lie in
 * memory where no filter can read them, does not exist here: the C library takes clone instead. */
static const char *const processes[] = {
    "fork",      "vfork",     "execve",     "execveat", "exit",    "exit_group", "wait4",
    "waitid",    "waitpid",   "getpid",     "getppid",  "getpgid", "getpgrp",    "setpgid",
    "getsid",    "setsid",    "getuid",     "geteuid",  "getgid",  "getegid",    "getresuid",
    "getresgid", "getgroups", "pidfd_open", "uname",    "sysinfo", "capget",     NULL,
};

/* Only processes in the PID namespace (or Landlock's domain) can be named at all. */
static const char *const signals[] = {
    "kill",
    "tkill",
    "tgkill",
    "pidfd_send_signal",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigpending",
    "rt_sigsuspend",
    "rt_sigtimedwait",
    "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
    "rt_sigreturn",
    "sigaltstack",
    "signalfd",
    "signalfd4",
    "pause",
    "restart_syscall",
    "alarm",
    NULL,
};

/* Reading clocks and waiting for them; setting one needs a capability and is refused anyway. */
static const char *const clocks[] = {
    "clock_gettime",
    "clock_getres",
    "clock_nanosleep",
    "nanosleep",
    "gettimeofday",
    "time",
    "times",
    "getitimer",
    "setitimer",
    "timer_create",
    "timer_settime",
    "timer_gettime",
    "timer_getoverrun",
    "timer_delete",
    "timerfd_create",
    "timerfd_settime",
    "timerfd_gettime",
    "clock_gettime64",
    "clock_nanosleep_time64",
    NULL,
};

/* One's own shares of the machine: limits only go down, priorities too. Whose they are has a condition, below: without
 * namespaces a process could slow down all that belongs to its user, for as long as that runs. */
static const char *const shares[] = {
    "getrlimit",
    "setrlimit",
    "getrusage",
    "getpriority",
    "sched_getaffinity",
    "sched_getscheduler",
    "sched_getparam",
    "sched_getattr",
    "sched_get_priority_max",
    "sched_get_priority_min",
    "sched_rr_get_interval",
    NULL,
};

/* Names of files. Which of them are there is Landlock's and the mount namespace's matter. */
static const char *const names[] = {
    "open",
    "openat",
    "creat",
    "access",
    "faccessat",
    "faccessat2",
    "stat",
    "lstat",
    "fstat",
    "newfstatat",
    "statx",
    "statfs",
    "fstatfs",
    "readlink",
    "readlinkat",
    "getcwd",
    "chdir",
    "fchdir",
    "mkdir",
    "mkdirat",
    "rmdir",
    "unlink",
    "unlinkat",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "rename",
    "renameat",
    "renameat2",
    "mknod",
    "mknodat",
    "chmod",
    "fchmod",
    "fchmodat",
    "chown",
    "fchown",
    "lchown",
    "fchownat",
    "umask",
    "utime",
    "utimes",
    "utimensat",
    "futimesat",
    "truncate",
    "getdents",
    "getdents64",
    "inotify_init",
    "inotify_init1",
    "inotify_add_watch",
    "inotify_rm_watch",
    NULL,
};

/* What an open descriptor is for. */
static const char *const descriptors[] = {
    "read",
    "write",
    "readv",
    "writev",
    "pread64",
    "pwrite64",
    "preadv",
    "pwritev",
    "preadv2",
    "pwritev2",
    "lseek",
    "_llseek",
    "close",
    "close_range",
    "dup",
    "dup2",
    "dup3",
    "fcntl",
    "fcntl64",
    "flock",
    "ftruncate",
    "fallocate",
    "fadvise64",
    "fsync",
    "fdatasync",
    "sync_file_range",
    "readahead",
    "sendfile",
    "splice",
    "tee",
    "copy_file_range",
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "epoll_create",
    "epoll_create1",
    "epoll_ctl",
    "epoll_wait",
    "epoll_pwait",
    "epoll_pwait2",
    "getrandom",
    NULL,
};

/* Of the family that the conditions let through. Not here: shutdown and setsockopt, by which the
 * channel of Valgrind's reports could be made to lose what is said (proctor/reports.h). */
static const char *const sockets[] = {
    "bind",     "connect",    "listen",      "accept",      "accept4",
    "sendto",   "recvfrom",   "sendmsg",     "recvmsg",     "sendmmsg",
    "recvmmsg", "getsockopt", "getsockname", "getpeername", NULL,
};

const struct call_group confine_calls[] = {
    {"memory", memory},           {"communication", communication},
    {"threads", threads},         {"processes", processes},
    {"signals", signals},         {"clocks", clocks},
    {"shares", shares},           {"names", names},
    {"descriptors", descriptors}, {"sockets", sockets},
};
const size_t confine_call_groups = sizeof confine_calls / sizeof confine_calls[0];

#define INT 0xffffffffU /* the half of an argument that an int is */

/* Every namespace that clone can make; CLONE_NEWTIME shares its bits with the signal and is
 * clone3's alone. A child has its maker as parent and is not excused from being traced: so the
 * ledger finds it, and tests can stop it. */
#define CLONE_REFUSED                                                                              \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |  \
     CLONE_NEWNET | CLONE_PARENT | CLONE_PTRACE | CLONE_UNTRACED)

/* arch_prctl(2): where the C library keeps its thread pointer. */
enum { SET_GS = 0x1001, SET_FS = 0x1002, GET_FS = 0x1003, GET_GS = 0x1004 };

/* prctl(2), prlimit(2) and ioctl(2): what is not listed is refused. So no process hides what /proc tells
 * about it (PR_SET_DUMPABLE), or types for its terminal (TIOCSTI). A further filter can only refuse more: the
 * driver puts one on, and with it allows no other (sandbox/seal.h). */
const struct call_condition confine_conditions[] = {
    {"clone", {{0, CLONE_REFUSED, 0}}},
    {"socket", {{0, INT, AF_UNIX}}},
    {"socketpair", {{0, INT, AF_UNIX}}},
    {"prlimit64", {{0, INT, 0}}},
    {"arch_prctl", {{0, INT, SET_FS}}},
    {"arch_prctl", {{0, INT, GET_FS}}},
    {"arch_prctl", {{0, INT, SET_GS}}},
    {"arch_prctl", {{0, INT, GET_GS}}},
    {"prctl", {{0, INT, PR_SET_NAME}}},
    {"prctl", {{0, INT, PR_GET_NAME}}},
    {"prctl", {{0, INT, PR_SET_PDEATHSIG}}},
    {"prctl", {{0, INT, PR_GET_PDEATHSIG}}},
    {"prctl", {{0, INT, PR_GET_DUMPABLE}}},
    {"prctl", {{0, INT, PR_SET_TIMERSLACK}}},
    {"prctl", {{0, INT, PR_GET_TIMERSLACK}}},
    {"prctl", {{0, INT, PR_SET_CHILD_SUBREAPER}}},
    {"prctl", {{0, INT, PR_GET_CHILD_SUBREAPER}}},
    {"prctl", {{0, INT, PR_GET_NO_NEW_PRIVS}}},
    {"prctl", {{0, INT, PR_SET_SECCOMP}}},
    /* It can let tests trace it (ptrace(2): Yama), and not take that back. */
    {"prctl", {{0, INT, PR_SET_PTRACER}, {1, UINT64_MAX, PR_SET_PTRACER_ANY}}},
    {"setpriority", {{0, INT, PRIO_PROCESS}, {1, INT, 0}}},
    {"sched_setaffinity", {{0, INT, 0}}},
    {"sched_setscheduler", {{0, INT, 0}}},
    {"sched_setparam", {{0, INT, 0}}},
    {"sched_setattr", {{0, INT, 0}}},
    {"ioctl", {{1, INT, TCGETS}}}, /* isatty(3) */
    {"ioctl", {{1, INT, TIOCGWINSZ}}},
    {"ioctl", {{1, INT, FIONREAD}}},
    {"ioctl", {{1, INT, FIONBIO}}},
    {"ioctl", {{1, INT, FIOCLEX}}},
    {"ioctl", {{1, INT, FIONCLEX}}},
};
const size_t confine_condition_count = sizeof confine_conditions / sizeof confine_conditions[0];
