/* System calls that the sandbox refuses a learner's code (sandbox/confine_calls.h) and that a report tells by name: those
 * that somebody may try, and none that the C library makes by itself. A call that is refused and not here is refused without a
 * word.
 *
 * Natively the kernel hands such a call to the driver (sandbox/seal.h, driver/crash.c), which lets it fail as the sandbox
 * does and notes it. It only helps to find the words: the call is not made, whatever becomes of the driver.
 */
#ifndef WORKBOOK_PROTOCOL_REFUSED_CALLS_H
#define WORKBOOK_PROTOCOL_REFUSED_CALLS_H

#include <errno.h>
#include <sys/syscall.h>

/* The si_code of the SIGSYS that comes in the place of such a call (sigaction(2)); the C library has no name for it. */
enum { REFUSED_CALL_CODE = 1 };

/* Calls of Linux 5.1 and later look as they do on a kernel that does not know them. */
enum { REFUSED_CALLS_FIRST_NEW = 424 };
#define REFUSED_CALL_ERROR(number) ((number) >= REFUSED_CALLS_FIRST_NEW ? ENOSYS : EPERM)

#if defined(__x86_64__)
#define REFUSED_CALLS_OF_MACHINE(call) call(iopl) call(ioperm) call(modify_ldt)
#else
#define REFUSED_CALLS_OF_MACHINE(call)
#endif

/* Whatever their arguments. */
/* clang-format off */
#define REFUSED_CALLS(call)                                                                        \
    call(ptrace) call(process_vm_readv) call(process_vm_writev) call(process_madvise) call(kcmp)   \
    call(pidfd_getfd) call(perf_event_open) call(userfaultfd) call(bpf) call(seccomp)              \
    call(landlock_create_ruleset) call(landlock_restrict_self) call(fanotify_init)                 \
    call(unshare) call(setns) call(mount) call(umount2) call(pivot_root) call(chroot)              \
    call(open_tree) call(move_mount) call(fsopen) call(fsmount) call(mount_setattr)                \
    call(openat2) call(name_to_handle_at) call(open_by_handle_at)                                  \
    call(io_uring_setup) call(io_uring_enter) call(setsockopt) call(shutdown) call(vmsplice)       \
    call(init_module) call(finit_module) call(delete_module) call(kexec_load) call(reboot)         \
    call(swapon) call(swapoff) call(acct) call(quotactl) call(syslog)                              \
    call(add_key) call(request_key) call(keyctl)                                                   \
    call(settimeofday) call(clock_settime) call(clock_adjtime) call(adjtimex)                      \
    call(sethostname) call(setdomainname) call(personality)                                        \
    call(setuid) call(setgid) call(setreuid) call(setregid) call(setresuid) call(setresgid)        \
    call(setgroups) call(capset)                                                                   \
    call(memfd_create) call(memfd_secret) call(mbind) call(move_pages) call(migrate_pages)         \
    call(set_mempolicy) REFUSED_CALLS_OF_MACHINE(call)
/* clang-format on */

#endif
