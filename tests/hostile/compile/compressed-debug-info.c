/* case: debug information that says it grows to sixteen exbibytes is not unpacked
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ own assembly
 */
__asm__(".pushsection .zdebug_info\n.ascii \"ZLIB\"\n"
        ".byte 0x7f,0xff,0xff,0xff,0xff,0xff,0xff,0xf0\n.fill 64,1,0x78\n.popsection");

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
