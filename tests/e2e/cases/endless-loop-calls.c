/* case: a loop that calls is found by its own line, not by the lines of what it calls
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[status=timeout].id = open-existing
 * expect: checks[status=timeout].location.function = segment_open
 * expect: checks[status=timeout].location.line = @loop
 */
static __attribute__((noinline)) unsigned stir(volatile unsigned *bowl)
{
    for (unsigned i = 0; i < 50; i++) {
        *bowl = *bowl * 3 + i;
    }
    return *bowl;
}

int segment_open(key_t key, size_t min_size)
{
    volatile unsigned bowl = (unsigned)key + (unsigned)min_size;
    for (;;) {
        stir(&bowl); /* @loop */
    }
}
