/* case: interfaces of newer kernels, and those of the machine's administrator, are refused
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 * expect: checks[id=open-existing].observed ~ io_uring_setup(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <sys/syscall.h>
#include <unistd.h>

static int gets_through(void)
{
    static const long numbers[] = {
        SYS_io_uring_setup, SYS_io_uring_enter,    SYS_bpf,           SYS_userfaultfd,     SYS_perf_event_open,
        SYS_add_key,        SYS_request_key,       SYS_keyctl,        SYS_clone3,          SYS_openat2,
        SYS_pidfd_getfd,    SYS_process_madvise,   SYS_mount_setattr, SYS_landlock_create_ruleset,
        SYS_memfd_secret,   SYS_process_vm_readv,  SYS_process_vm_writev,                  SYS_ptrace,
        SYS_mount,          SYS_umount2,           SYS_pivot_root,    SYS_chroot,          SYS_unshare,
        SYS_setns,          SYS_open_tree,         SYS_move_mount,    SYS_fsopen,          SYS_init_module,
        SYS_kexec_load,     SYS_swapon,            SYS_reboot,        SYS_acct,            SYS_syslog,
        SYS_sethostname,    SYS_settimeofday,      SYS_personality,   SYS_iopl,            SYS_ioperm,
        SYS_quotactl,       SYS_name_to_handle_at, SYS_kcmp,          SYS_modify_ldt,      SYS_mbind,
        SYS_move_pages,     SYS_fanotify_init,     SYS_seccomp,       SYS_shutdown,        SYS_setsockopt,
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (syscall(numbers[i], 1, 0, 0, 0, 0, 0) >= 0 || (errno != EPERM && errno != ENOSYS)) { /* @refused */
            return 1;
        }
    }
    return 0;
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
