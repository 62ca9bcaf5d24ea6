/* case: a million faults by five macros are not waited for
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ begin with the first
 * expect: diagnostics[0].message ~ unknown type name
 * expect: stages.behaviour.status = skip
 */
#define ONE        x y;
#define TEN        ONE ONE ONE ONE ONE ONE ONE ONE ONE ONE
#define HUNDRED    TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define THOUSAND   HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED
#define MYRIAD     THOUSAND THOUSAND THOUSAND THOUSAND THOUSAND THOUSAND THOUSAND THOUSAND THOUSAND THOUSAND
MYRIAD MYRIAD MYRIAD MYRIAD MYRIAD MYRIAD MYRIAD MYRIAD MYRIAD MYRIAD
