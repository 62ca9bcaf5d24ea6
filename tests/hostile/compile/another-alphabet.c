/* case: a name with a letter of another alphabet is missing, and it is said why
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.build.message = a function is missing: segment_open
 * expect: diagnostics[0].message ~ only looks like it
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 */
int segmеnt_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
