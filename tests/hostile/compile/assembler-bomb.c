/* case: an object that grows without end while it is assembled comes to an end
 * exercise: 02
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.message =~ ^the compiler (needed more than 2 GiB of memory|was not done after 10 seconds of processor time)
 */
__asm__(".rept 1000000000\n.quad 1\n.endr");
