/* case: a source that says its lines are those of another file is told of its own
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: diagnostics[0].file = shmget_flags.c
 * expect: diagnostics[0].line = @here
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.message ~ the compiler found errors
 * expect: diagnostics[0].message ~ nobody_knows
 */
#line 1 "/etc/passwd"
#li\
ne 1000000
/* */ %: /* */ 7 "shmget_flags.h"

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size) + nobody_knows; /* @here */
}
