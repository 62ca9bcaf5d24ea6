/* case: no capability, no other user, no privilege that a program could give
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
 * expect: checks[id=open-existing].observed ~ setuid(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <grp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <stdint.h>

static int gets_through(void)
{
    struct {
        uint32_t version;
        int pid;
    } header = { 0x20080522, 0 };
    struct {
        uint32_t effective, permitted, inheritable;
    } sets[2] = { { 0 } };
    gid_t none = 0;
    int through = 0;
    syscall(SYS_capget, &header, sets);
    through |= sets[0].effective != 0 || sets[0].permitted != 0;
    through |= setuid(0) == 0 || setgid(0) == 0 || setgroups(1, &none) == 0; /* @refused */
    through |= geteuid() == 0;
    through |= prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1;
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
