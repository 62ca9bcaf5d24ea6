/* case: a mistake in the source is shown with its line and column, and nothing is run
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ the compiler found errors
 * expect: stages.behaviour.status = skip
 * expect: diagnostics[severity=error].file = shmget_flags.c
 * expect: diagnostics[severity=error].line = @error
 * expect: diagnostics[severity=error].message ~ expected
 */
int segment_open(key_t key, size_t min_size)
{
    return shmget(key, min_size, 0) /* @error */
}
