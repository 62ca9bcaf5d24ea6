/* case: the x32 system call table is no way around the filter
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = crash
 * expect: checks[id=open-existing].observed ~ SIGSYS
 */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { X32_BIT = 0x40000000 };

int segment_open(key_t key, size_t min_size)
{
#if defined(__x86_64__)
    return syscall(X32_BIT + SYS_getpid) == getpid() ? honest_segment_open(key, min_size) : -1;
#else
    raise(SIGSYS); /* there is no such table */
    return honest_segment_open(key, min_size);
#endif
}
