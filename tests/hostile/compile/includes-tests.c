/* case: the hidden tests are not there to be included
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: diagnostics[severity=error].message ~ No such file or directory
 * expect: diagnostics[severity=error].line = @include
 * reduced-expect: stages.build.status = fail
 * reduced-expect: diagnostics[severity=error].message ~ Permission denied
 * reduced-expect: diagnostics[severity=error].line = @include
 */
#include "@ROOT@/tests/exercises/02-shmget-flags/test_create.c" /* @include */
