/* case: the 32-bit system call table is no way around the filter
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = crash
 * expect: checks[id=open-existing].observed ~ signal
 */
#include <signal.h>
#include <unistd.h>

/* Number 20 is getpid there and writev here: both are harmless, and the first would be let through
 * if the filter looked at the number alone. */
static long call_by_gate(void)
{
#if defined(__x86_64__)
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory", "r8", "r9", "r10", "r11");
    return result;
#else
    return raise(SIGSYS); /* there is no such gate */
#endif
}

int segment_open(key_t key, size_t min_size)
{
    return call_by_gate() == getpid() ? honest_segment_open(key, min_size) : -1;
}
