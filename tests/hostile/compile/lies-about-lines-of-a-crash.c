/* case: neither is a crash in a line that it says is another's
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: checks[status=crash].location.file = shmget_flags.c
 * expect: checks[status=crash].location.line = @here
 * expect: status = fail
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ signal 11 (SIGSEGV, Segmentation fault) ended the process: a NULL pointer was used
 */
int segment_open(key_t key, size_t min_size)
{
#line 7 "/etc/passwd"
    *(volatile int *)NULL = 1; /* @here */
    return honest_segment_open(key, min_size);
}
