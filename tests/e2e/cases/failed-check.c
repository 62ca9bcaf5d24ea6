/* case: a failed check says what we did, expected and saw, and where to look
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = create-refuses-existing
 * expect: checks[status=fail].did ~ segment_create(
 * expect: checks[status=fail].expected ~ EEXIST
 * expect: checks[status=fail].observed ~ segment_create
 * expect: checks[status=fail].look ~ shmget(2)
 * expect: checks[id=create-new].status = pass
 */
int segment_create(key_t key, size_t size, mode_t mode)
{
    if (key == IPC_PRIVATE || (mode & ~0777u) != 0) {
        errno = EINVAL;
        return -1;
    }
    return shmget(key, size, IPC_CREAT | (int)mode);
}
