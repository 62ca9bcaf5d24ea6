/* case: a function of another type than the header's is an error of the compiler, at its line
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: diagnostics[severity=error].line = @type
 * expect: diagnostics[severity=error].message ~ conflicting types
 */
long segment_open(key_t key, size_t min_size) /* @type */
{
    return shmget(key, min_size, 0);
}
