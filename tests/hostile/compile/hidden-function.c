/* case: a function that nobody could call is no function of the contract
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ visibility
 * expect: diagnostics[0].message ~ `segment_open' is hidden
 * expect: score.earned = 0
 */
#pragma GCC visibility push(hidden)
int segment_open(key_t key, size_t min_size);
int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
