/* case: the assembler cannot read the hidden tests
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.behaviour.status = skip
 * expect: stages.build.message ~ asks for another file (.incbin, .include), which is not there
 * expect: diagnostics[0].message ~ file not found: 
 */
__asm__(".section .rodata\nstolen: .incbin \"@ROOT@/tests/exercises/02-shmget-flags/test_create.c\"\n.text");
