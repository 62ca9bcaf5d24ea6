/* case: a warning is shown with its line and costs nothing
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 0
 * within: 180
 * expect: status = pass
 * expect: diagnostics[severity=warning].line = @warning
 */
int segment_open(key_t key, size_t min_size)
{
    int unused = 1; /* @warning */
    return honest_segment_open(key, min_size);
}
