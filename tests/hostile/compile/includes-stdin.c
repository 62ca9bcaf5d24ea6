/* case: the standard input of the compiler is empty, and nobody waits for it
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.behaviour.status = skip
 * expect: stages.build.message =~ an #include names a file that (is not there|the compiler may not read)
 * expect: diagnostics[0].message ~ /dev/stdin
 * expect: diagnostics[0].line = @here
 */
#include "/dev/stdin" /* @here */
