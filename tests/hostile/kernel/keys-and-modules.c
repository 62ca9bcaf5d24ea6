/* case: no keyrings, modules, swap, clocks, names or restarts
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
 * expect: checks[id=open-existing].observed ~ add_key(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <sys/syscall.h>
#include <sys/swap.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <sys/reboot.h>
#include <unistd.h>

static int gets_through(void)
{
    struct timeval epoch = { 0, 0 };
    int through = 0;
    through |= syscall(SYS_add_key, "user", "name", "x", 1, -3) > 0; /* @refused */
    through |= syscall(SYS_keyctl, 0, -3, 1) > 0;
    through |= syscall(SYS_init_module, NULL, 0, "") == 0;
    through |= syscall(SYS_kexec_load, 0, 0, NULL, 0) == 0;
    through |= swapon("/tmp", 0) == 0;
    through |= settimeofday(&epoch, NULL) == 0;
    through |= sethostname("owned", 5) == 0;
    through |= syscall(SYS_acct, "/tmp/acct") == 0;
    through |= syscall(SYS_quotactl, 0, NULL, 0, NULL) == 0;
    return through;
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
