/* case: an endless loop is a time-out, and its line is named
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[status=timeout].id = open-existing
 * expect: checks[status=timeout].location.line = @loop
 * expect: checks[id=create-new].status = pass
 */
int segment_open(key_t key, size_t min_size)
{
    volatile size_t turns = 0;
    while (key != 0 || min_size == 0) {
        turns = turns + 1; /* @loop */
    }
    return -1;
}
