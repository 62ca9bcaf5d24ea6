/* case: what the compiler quotes cannot command the reader's terminal
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.behaviour.status = skip
 * expect: stages.build.message ~ the compiler found errors; begin with the first
 * expect: diagnostics[0].message ~ stray
 * expect: diagnostics[0].line = @here
 */
int segment_open(key_t key, size_t min_size)
{
    return "\033]0;owned\033[2J" + honest_segment_open(key, min_size) @ key; /* @here */
}
