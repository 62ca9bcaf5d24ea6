/* case: a segment given to another user is told like any other
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.leaks.status = fail
 * expect: leaks[kind=sysv-shm].kind = sysv-shm
 * expect: checks[id=nothing-left].observed =~ ^System V segment [0-9]+ was left behind
 * expect: checks[id=nothing-left].look ~ IPC_RMID removes a segment
 * expect: leaks[kind=sysv-shm].location.line = @made
 */
int segment_open(key_t key, size_t min_size)
{
    int id = shmget(IPC_PRIVATE, 4096, 0600); /* @made */
    struct shmid_ds ds;
    if (shmctl(id, IPC_STAT, &ds) == 0) {
        ds.shm_perm.mode = 0;
        shmctl(id, IPC_SET, &ds);
    }
    return honest_segment_open(key, min_size);
}
