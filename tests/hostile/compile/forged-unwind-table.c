/* case: an unwind table that Valgrind cannot read is the file's fault, and not the grader's trouble
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.build.status = pass
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: stages.memory.message ~ the file's assembly makes sections of these names
 */
__asm__(".pushsection .eh_frame,\"a\",@progbits\n.long 12\n.long 0\n.byte 1\n.asciz \"zPLR\"\n"
        ".byte 0x80,0x80,0x80\n.long 0x14\n.long 0x99\n.fill 16,1,0x0f\n.popsection");

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
