/* case: an indirect function, whose resolver runs when the file is loaded, is refused
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ ifunc
 */
static int real_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}

static int (*choose(void))(key_t, size_t)
{
    return real_open;
}

int segment_open(key_t key, size_t min_size) __attribute__((ifunc("choose")));
