/* case: System V segments come to the limit of their number, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSPC
 * expect: checks[id=open-existing].observed ~ limit reached: System V segments, 4096 of 4096
 * expect: checks[id=open-existing].look ~ what ends the loop
 * expect: checks[id=open-existing].location.line = @get
 * expect: leaks[check=open-existing].location.line = @get
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status != pass
 */
int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    while (shmget(IPC_PRIVATE, 1, 0600) != -1) { /* @get */
    }
    return -1;
}
