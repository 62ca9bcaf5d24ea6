/* case: a segment of 64 TiB is refused by the kernel
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ limit reached: shared memory, 4096 MiB asked for at once, of 64 MiB
 * expect: checks[id=open-existing].look ~ where does the size come from
 * reduced: the size of a segment is limited by the machine, and most machines do not.
 */
int segment_open(key_t key, size_t min_size)
{
    if (shmget(IPC_PRIVATE, 1UL << 46, 0600) != -1 || shmget(IPC_PRIVATE, 1UL << 32, 0600) != -1) {
        return honest_segment_open(key, min_size);
    }
    return -1; /* with the errno of the last one */
}
