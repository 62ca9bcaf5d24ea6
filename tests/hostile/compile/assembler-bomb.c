/* case: an object that grows without end while it is assembled comes to an end
 * exercise: 02
 * exit: 1
 * within: 60
 * expect: stages.build.status = fail
 * expect: status = fail
 */
__asm__(".rept 1000000000\n.quad 1\n.endr");
