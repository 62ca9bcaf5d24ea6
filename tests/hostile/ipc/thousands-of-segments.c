/* case: four thousand segments come to the limit of the namespace and are told as leaks
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: stages.leaks.status = fail
 * expect: checks[id=open-existing].observed ~ there is none: limit reached: System V segments, 4096 of 
 * expect: checks[id=nothing-left].observed =~ ^System V segment [0-9]+ was left behind
 * expect: leaks[kind=sysv-shm].location.line = @made
 */
int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 4096 && shmget(IPC_PRIVATE, 4096, 0600) != -1; i++) { /* @made */
    }
    return honest_segment_open(key, min_size);
}
