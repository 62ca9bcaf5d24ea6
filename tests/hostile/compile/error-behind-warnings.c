/* case: the error is told first, however many warnings come before it
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.build.message ~ the compiler found errors
 * expect: diagnostics[0].severity = error
 * expect: diagnostics[0].line = @here
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: diagnostics[0].message ~ nobody_knows
 */
#define ONE(n) int warned_##n(void) { int unused; return n; }
#define TEN(n) ONE(n##0) ONE(n##1) ONE(n##2) ONE(n##3) ONE(n##4) ONE(n##5) ONE(n##6) ONE(n##7) ONE(n##8) ONE(n##9)
TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) TEN(7) TEN(8) TEN(9) TEN(10) TEN(11) TEN(12) TEN(13)

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size) + nobody_knows; /* @here */
}
