/* case: the assembler cannot read the hidden tests
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 30
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.behaviour.status = skip
 */
__asm__(".section .rodata\nstolen: .incbin \"@ROOT@/tests/exercises/02-shmget-flags/test_create.c\"\n.text");
