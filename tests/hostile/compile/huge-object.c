/* case: an object of a gigabyte is refused and not copied about
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ larger than 32 MiB
 * expect: stages.behaviour.status = skip
 */
char ballast[1024UL * 1024 * 1024] = { 1 };

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size) + ballast[1];
}
