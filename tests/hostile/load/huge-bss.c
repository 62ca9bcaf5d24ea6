/* case: eight gigabytes of zeros cannot be loaded: that is a verdict about the submission
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: score.earned = 0
 */
static volatile char ballast[8UL * 1024 * 1024 * 1024];

int segment_open(key_t key, size_t min_size)
{
    ballast[min_size] = 1;
    return honest_segment_open(key, min_size);
}
