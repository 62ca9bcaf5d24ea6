/* case: the preprocessor sees none of our files, whatever it is asked
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 0
 * within: 180
 * expect: status = pass
 * expect: stages.build.status = pass
 * expect: score.earned = 10
 * expect: checks[status=fail] = absent
 * reduced: the compiler stops at a file that Landlock denies it, though it is only asked whether there is one.
 */
#if __has_include("@ROOT@/README.md") || __has_include("/etc/passwd") ||                           \
    __has_include("/arena/tests/test") || __has_include("../solutions/02-shmget-flags/NOTES.md")
#error "a file of the host is in sight"
#endif

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
