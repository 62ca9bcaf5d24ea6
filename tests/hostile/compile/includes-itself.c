/* case: a file that includes itself without end is stopped by the compiler
 * exercise: 02
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.behaviour.status = skip
 * expect: stages.build.message ~ an #include leads back to the file that it stands in
 * expect: diagnostics[0].line = @here
 */
#include __FILE__ /* @here */
