/* case: a constructor is refused under another name too
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ constructor
 */
static void run_early(void)
{
}

__attribute__((section(".preinit_array"), used)) static void (*const early)(void) = run_early;

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
