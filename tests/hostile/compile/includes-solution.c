/* case: the solution is not there to be included
 * exercise: 02
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: diagnostics[severity=error].message ~ No such file or directory
 * reduced-expect: stages.build.status = fail
 * reduced-expect: diagnostics[severity=error].message ~ Permission denied
 */
#include "@ROOT@/solutions/02-shmget-flags/shmget_flags.c"
