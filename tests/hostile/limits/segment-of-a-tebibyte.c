/* case: a segment of a tebibyte is more than all shared memory, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: shared memory, 1048576 MiB asked for at once, of 64 MiB
 * expect: checks[id=open-existing].look ~ which unit
 * expect: checks[id=open-existing].location.function = segment_open
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status != pass
 */

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    return shmget(IPC_PRIVATE, 1UL << 40, 0600);
}
