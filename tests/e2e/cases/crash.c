/* case: a crash is told with its signal and line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[status=crash].observed ~ Segmentation fault) ended the process: a NULL pointer was used
 * expect: checks[status=crash].location.file = shmget_flags.c
 * expect: checks[status=crash].location.line = @crash
 * expect: checks[status=crash].location.function = segment_open
 * expect: checks[id=create-new].status = pass
 */
int segment_open(key_t key, size_t min_size)
{
    volatile int *nowhere = NULL;
    *nowhere = (int)min_size; /* @crash */
    return honest_segment_open(key, min_size);
}
