/* case: a device without end is not there to be included
 * exercise: 02
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.message =~ an #include names a file that (is not there|the compiler may not read)
 * expect: diagnostics[0].message ~ /dev/zero
 * expect: diagnostics[0].line = @here
 */
#include "/dev/zero" /* @here */
