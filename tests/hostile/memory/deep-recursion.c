/* case: a stack that overflows is a crash, told with its line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: checks[status=crash].observed ~ its stack is full
 * expect: checks[status=crash].location.function = dig
 */
static int dig(volatile int *depth)
{
    volatile int here[64] = { *depth };
    here[1] = dig(here) + here[0];
    return here[1];
}

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    volatile int start = (int)min_size;
    return dig(&start);
}
