/* case: what the assembler cannot do is told in its words, and is no limit of time or memory
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ the assembler cannot do
 */
int segment_open(key_t key, size_t min_size)
{
    __asm__ volatile(".file 77 \"/etc/passwd\"\n.loc 77 1\nud2");
    return honest_segment_open(key, min_size);
}
