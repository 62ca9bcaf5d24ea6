/* case: a device without end is not there to be included
 * exercise: 02
 * exit: 1
 * within: 45
 * expect: stages.build.status = fail
 * expect: status = fail
 */
#include "/dev/zero"
