/* case: a segment that a failed call leaves behind is named, with the line that made it
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.leaks.status = fail
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[kind=sysv-shm].location.line = @leak
 * expect: leaks[kind=sysv-shm].location.function = segment_open
 * expect: leaks[kind=sysv-shm].bytes = 77
 */
int segment_open(key_t key, size_t min_size)
{
    int id = honest_segment_open(key, min_size);
    if (id == -1) {
        int error = errno;
        shmget(IPC_PRIVATE, 77, 0600); /* @leak */
        errno = error;
    }
    return id;
}
