/* One row for each system call, a letter for each argument that is shown; print_argument says what the
 * letters mean. */
#include "examiner/system_call_text.h"

#include "examiner/actor_private.h"
#include "examiner/area.h"
#include "examiner/refused_call.h"
#include "examiner/system_call_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/sem.h>
#include <sys/syscall.h>
#include <time.h>

struct row {
    long number;
    const char *name;
    const char *letters;
};

static const struct row rows[] = {
    /* System V */
    {SYS_shmget, "shmget", "kug"},
    {SYS_shmat, "shmat", "dpa"},
    {SYS_shmdt, "shmdt", "p"},
    {SYS_shmctl, "shmctl", "di"},
    {SYS_semget, "semget", "kug"},
    {SYS_semop, "semop", "db"},
    {SYS_semtimedop, "semtimedop", "db"},
    {SYS_semctl, "semctl", "ddj"},
    {SYS_msgget, "msgget", "kg"},
    {SYS_msgsnd, "msgsnd", "d"},
    {SYS_msgrcv, "msgrcv", "d"},
    {SYS_msgctl, "msgctl", "di"},
    /* files, POSIX objects, mappings */
    {SYS_openat, "openat", "DsOo"},
    {SYS_close, "close", "d"},
    {SYS_read, "read", "dpu"},
    {SYS_write, "write", "dpu"},
    {SYS_pread64, "pread", "dpuu"},
    {SYS_pwrite64, "pwrite", "dpuu"},
    {SYS_lseek, "lseek", "du"},
    {SYS_ftruncate, "ftruncate", "du"},
    {SYS_fallocate, "fallocate", "ddud"},
    {SYS_fstat, "fstat", "d"},
    {SYS_newfstatat, "stat", "Ds"},
    {SYS_statx, "statx", "Ds"},
    {SYS_fchmod, "fchmod", "do"},
    {SYS_fchmodat, "chmod", "Dso"},
    {SYS_fchown, "fchown", "d"},
    {SYS_unlinkat, "unlink", "Ds"},
    {SYS_linkat, "link", "DsDs"},
    {SYS_renameat2, "rename", "DsDs"},
    {SYS_mkdirat, "mkdir", "Dso"},
    {SYS_faccessat, "access", "Ds"},
    {SYS_readlinkat, "readlink", "Ds"},
    {SYS_getdents64, "getdents", "d"},
    {SYS_statfs, "statfs", "s"},
    {SYS_fcntl, "fcntl", "dd"},
    {SYS_ioctl, "ioctl", "dx"},
    {SYS_flock, "flock", "dd"},
    {SYS_dup, "dup", "d"},
    {SYS_pipe2, "pipe", ""},
    {SYS_memfd_create, "memfd_create", "s"},
    {SYS_umask, "umask", "o"},
    {SYS_mmap, "mmap", "puPmd"},
    {SYS_munmap, "munmap", "pu"},
    {SYS_mremap, "mremap", "puu"},
    {SYS_mprotect, "mprotect", "puP"},
    {SYS_msync, "msync", "pu"},
    {SYS_mlock, "mlock", "pu"},
    {SYS_madvise, "madvise", "pu"},
    {SYS_brk, "brk", "p"},
    /* waiting and time */
    {SYS_futex, "futex", "pfd"},
    {SYS_nanosleep, "nanosleep", "t"},
    {SYS_clock_nanosleep, "clock_nanosleep", "cnt"},
    {SYS_clock_gettime, "clock_gettime", "c"},
    {SYS_gettimeofday, "gettimeofday", ""},
    {SYS_sched_yield, "sched_yield", ""},
    {SYS_ppoll, "poll", ""},
    {SYS_pselect6, "select", ""},
    {SYS_epoll_pwait, "epoll_wait", "d"},
    {SYS_setitimer, "setitimer", ""},
    /* processes and signals */
    {SYS_getpid, "getpid", ""},
    {SYS_getppid, "getppid", ""},
    {SYS_gettid, "gettid", ""},
    {SYS_getuid, "getuid", ""},
    {SYS_geteuid, "geteuid", ""},
    {SYS_getgid, "getgid", ""},
    {SYS_getegid, "getegid", ""},
    {SYS_clone, "clone", ""},
    {SYS_clone3, "clone3", ""},
    {SYS_execve, "execve", "s"},
    {SYS_wait4, "wait4", "d"},
    {SYS_exit, "exit", "d"},
    {SYS_exit_group, "exit", "d"},
    {SYS_kill, "kill", "dS"},
    {SYS_tgkill, "tgkill", "ddS"},
    {SYS_rt_sigaction, "sigaction", "S"},
    {SYS_rt_sigprocmask, "sigprocmask", ""},
    {SYS_rt_sigreturn, "sigreturn", ""},
    {SYS_rt_sigsuspend, "sigsuspend", ""},
    {SYS_rt_sigtimedwait, "sigtimedwait", ""},
    {SYS_restart_syscall, "restart_syscall", ""},
    {SYS_prctl, "prctl", "d"},
    {SYS_prlimit64, "prlimit", ""},
    {SYS_getrandom, "getrandom", ""},
    {SYS_set_robust_list, "set_robust_list", ""},
    {SYS_rseq, "rseq", ""},
    {SYS_mq_open, "mq_open", "s"},
    {SYS_mq_unlink, "mq_unlink", "s"},
    {SYS_socket, "socket", "ddd"},
    {SYS_eventfd2, "eventfd", "d"},
#ifdef SYS_open /* what newer machines do by the calls above */
    {SYS_open, "open", "sOo"},
    {SYS_creat, "creat", "so"},
    {SYS_stat, "stat", "s"},
    {SYS_lstat, "lstat", "s"},
    {SYS_access, "access", "s"},
    {SYS_chmod, "chmod", "so"},
    {SYS_unlink, "unlink", "s"},
    {SYS_link, "link", "ss"},
    {SYS_rename, "rename", "ss"},
    {SYS_mkdir, "mkdir", "so"},
    {SYS_rmdir, "rmdir", "s"},
    {SYS_readlink, "readlink", "s"},
    {SYS_pipe, "pipe", ""},
    {SYS_dup2, "dup2", "dd"},
    {SYS_fork, "fork", ""},
    {SYS_vfork, "vfork", ""},
    {SYS_poll, "poll", ""},
    {SYS_select, "select", ""},
    {SYS_pause, "pause", ""},
    {SYS_alarm, "alarm", "d"},
    {SYS_time, "time", ""},
    {SYS_arch_prctl, "arch_prctl", ""},
#endif
};

static const struct row *find(long number)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].number == number) {
            return &rows[i];
        }
    }
    return NULL;
}

/* NULL: it is none that anybody is told of. */
static const char *name_of(long number)
{
    const struct row *row = find(number);
    return row != NULL ? row->name : refused_call_name((uint32_t)number);
}

const char *system_call_name(long number)
{
    const char *name = name_of(number);
    return name != NULL ? name : "another system call";
}

/* --- arguments --------------------------------------------------------------------------------- */

/* --- what lies in the actor's memory ----------------------------------------------------------- */

static void print_address(char *out, size_t room, const struct actor *actor, uint64_t value)
{
    for (unsigned i = 0; i < actor->area_count; i++) {
        const struct area *area = actor->areas[i].area;
        uint64_t offset = value - actor->areas[i].address;
        if (offset < area_size(area)) {
            snprintf(out, room, "%s+%" PRIu64, area_name(area), offset);
            return;
        }
    }
    snprintf(out, room, value == 0 ? "NULL" : "0x%" PRIx64, value);
}

enum { STRING_SHOWN = 60 };

static void print_string(char *out, size_t room, const struct actor *actor, uint64_t address)
{
    char bytes[STRING_SHOWN + 1];
    size_t length = 0;
    while (length < STRING_SHOWN && actor_read_memory(actor, address + length, bytes + length, 1) &&
           bytes[length] != '\0') {
        length++;
    }
    bytes[length] = '\0';
    if (length == 0 && !actor_read_memory(actor, address, bytes, 1)) {
        print_address(out, room, actor, address);
        return;
    }
    snprintf(out, room, "\"%s\"%s", bytes, length == STRING_SHOWN ? "…" : "");
}

static void print_time(char *out, size_t room, const struct actor *actor, uint64_t address)
{
    struct timespec time;
    if (!actor_read_memory(actor, address, &time, sizeof time)) {
        print_address(out, room, actor, address);
    } else {
        snprintf(out, room, "%lld.%06ld s", (long long)time.tv_sec, time.tv_nsec / 1000);
    }
}

/* The operations on a set: "[0: -1]". Their number is the next argument. */
static void print_operations(char *out, size_t room, const struct actor *actor, uint64_t address,
                             uint64_t count)
{
    enum { SHOWN = 4 };
    size_t used = (size_t)snprintf(out, room, "[");
    for (uint64_t i = 0; i < count && i < SHOWN && used < room; i++) {
        struct sembuf one;
        if (!actor_read_memory(actor, address + i * sizeof one, &one, sizeof one)) {
            break;
        }
        used += (size_t)snprintf(out + used, room - used, "%s%u: %+d%s%s", i > 0 ? ", " : "",
                                 one.sem_num, one.sem_op, one.sem_flg & IPC_NOWAIT ? " NOWAIT" : "",
                                 one.sem_flg & SEM_UNDO ? " UNDO" : "");
    }
    if (used < room) {
        snprintf(out + used, room - used, "%s]", count > SHOWN ? ", …" : "");
    }
}

/* --- all of it --------------------------------------------------------------------------------- */

static void print_argument(char *out, size_t room, const struct actor *actor, char letter,
                           const uint64_t *argument)
{
    uint64_t value = *argument;
    if (system_call_word(out, room, letter, value)) {
        return;
    }
    switch (letter) {
    case 'd':
        snprintf(out, room, "%d", (int)value);
        return;
    case 'u':
        snprintf(out, room, "%" PRIu64, value);
        return;
    case 's':
        print_string(out, room, actor, value);
        return;
    case 't':
        print_time(out, room, actor, value);
        return;
    case 'b':
        print_operations(out, room, actor, value, argument[1]);
        return;
    default:
        print_address(out, room, actor, value);
    }
}

void system_call_print(char *out, size_t room, const struct actor *actor, long number,
                       const uint64_t arguments[6])
{
    const struct row *row = find(number);
    const char *letters = row != NULL ? row->letters : "";
    const char *name = name_of(number);
    size_t used = name != NULL ? (size_t)snprintf(out, room, "%s(", name)
                               : (size_t)snprintf(out, room, "system call %ld(", number);
    for (size_t i = 0; letters[i] != '\0' && used < room; i++) {
        char text[160];
        print_argument(text, sizeof text, actor, letters[i], &arguments[i]);
        used += (size_t)snprintf(out + used, room - used, "%s%s", i > 0 ? ", " : "", text);
    }
    if (used < room) {
        snprintf(out + used, room - used, ")");
    }
}
