/* case: the grader's environment cannot be included
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.behaviour.status = skip
 * expect: diagnostics[*].message !~ HOME=
 * expect: stages.build.message =~ an #include names a file that (is not there|the compiler may not read)
 * expect: diagnostics[0].message ~ /proc/self/environ
 */
#include "/proc/self/environ"
