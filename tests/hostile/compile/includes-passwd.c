/* case: a file of the machine is not there to be shown by the compiler
 * exercise: 02
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: diagnostics[severity=error].message ~ No such file or directory
 * expect: diagnostics[message~root:].message = absent
 * reduced-expect: stages.build.status = fail
 * reduced-expect: diagnostics[severity=error].message ~ Permission denied
 * reduced-expect: diagnostics[message~root:].message = absent
 */
#include "/etc/passwd"
