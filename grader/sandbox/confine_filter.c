#include "sandbox/confine.h"

#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#ifndef CLONE_NEWUSER
#define CLONE_NEWUSER 0x10000000
#endif

/* What no exercise needs and what reaches for the kernel or for other processes. */
static const char *const refused[] = {
    "unshare",
    "setns",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "move_mount",
    "fsopen",
    "fsmount",
    "fsconfig",
    "fspick",
    "open_tree",
    "mount_setattr",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "pidfd_getfd",
    "kcmp",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "keyctl",
    "add_key",
    "request_key",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "kexec_file_load",
    "reboot",
    "swapon",
    "swapoff",
    "acct",
    "quotactl",
    "open_by_handle_at",
    "name_to_handle_at",
    "settimeofday",
    "clock_settime",
    "clock_adjtime",
    "adjtimex",
    "syslog",
    "sethostname",
    "setdomainname",
    "ioperm",
    "iopl",
    "personality",
    "fanotify_init",
    "vhangup",
    "nfsservctl",
    "lookup_dcookie",
    "migrate_pages",
    "move_pages",
    "mbind",
    "set_mempolicy",
};

/* The C library falls back to an older call when it hears that these do not exist; with them the
 * filter could be walked around (clone3's flags lie in memory, io_uring makes calls of its own). */
static const char *const absent[] = {"clone3", "io_uring_setup", "io_uring_enter",
                                     "io_uring_register"};

static bool add_all(scmp_filter_ctx filter, const char *const *names, size_t count, int error)
{
    for (size_t i = 0; i < count; i++) {
        int number = seccomp_syscall_resolve_name(names[i]);
        if (number == __NR_SCMP_ERROR) {
            continue; /* a call that this libseccomp does not know yet */
        }
        int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint32_t)error), number, 0);
        if (result != 0) {
            fprintf(stderr, "seccomp: %s: %s\n", names[i], strerror(-result));
            return false;
        }
    }
    return true;
}

static bool add_conditions(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1,
                            SCMP_A0(SCMP_CMP_NE, AF_UNIX)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER)) == 0;
}

bool confine_load_filter(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL) {
        fputs("seccomp: out of memory\n", stderr);
        return false;
    }
    bool built = add_all(filter, refused, sizeof refused / sizeof refused[0], EPERM) &&
                 add_all(filter, absent, sizeof absent / sizeof absent[0], ENOSYS) &&
                 add_conditions(filter);
    int result = built ? seccomp_load(filter) : -1;
    if (built && result != 0) {
        fprintf(stderr, "seccomp: %s\n", strerror(-result));
    }
    seccomp_release(filter);
    return result == 0;
}
