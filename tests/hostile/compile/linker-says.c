/* case: what a file has the linker say is a warning, and no error of a build that passed
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 0
 * within: 180
 * expect: status = pass
 * expect: diagnostics[message=forged].severity = warning
 * expect: score.earned = 10
 */
__asm__(".pushsection .gnu.warning.shmget\n"
        ".ascii \"\\033[2J\\nshmget_flags.c:3:1: error: forged\"\n.popsection");

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
