/* case: an own shmget and shmctl fool nobody: the kernel is asked, not the C library
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=fail].id = create-new
 * expect: checks[id=create-new].observed ~ segment_create succeeded, but no segment has the key
 * expect: checks[id=open-existing].observed ~ segment_open returned an identifier that is not that segment's
 */
int shmget(key_t key, size_t size, int flags)
{
    (void)key;
    (void)size;
    (void)flags;
    return 7;
}

int shmctl(int id, int command, struct shmid_ds *ds)
{
    (void)id;
    (void)command;
    ds->shm_segsz = 1 << 20;
    return 0;
}

int segment_open(key_t key, size_t min_size)
{
    (void)min_size;
    return shmget(key, 0, 0);
}
