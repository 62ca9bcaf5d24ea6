/* case: a function that is not there is named
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ missing
 * expect: diagnostics[severity=error].message ~ segment_open
 */
