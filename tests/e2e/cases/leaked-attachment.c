/* case: an attachment that a call leaves behind is named, with the line that made it
 * exercise: 03
 * replaces: segment_read_text
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.leaks.status = fail
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[kind=attachment].location.line = @leak
 * expect: leaks[kind=attachment].location.function = segment_read_text
 */
ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    ssize_t length = honest_segment_read_text(shmid, text, capacity);
    if (length == -1) {
        int error = errno;
        shmat(shmid, NULL, SHM_RDONLY); /* @leak */
        errno = error;
    }
    return length;
}
