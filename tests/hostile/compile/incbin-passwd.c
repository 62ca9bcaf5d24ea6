/* case: the assembler finds no file of the machine
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: diagnostics[severity=error].message ~ /etc/passwd
 */
__asm__(".section .rodata\nloot: .incbin \"/etc/passwd\"\n.byte 0\n.text");
extern const char loot[];

int segment_open(key_t key, size_t min_size)
{
    return (int)key + (int)min_size + loot[0];
}
