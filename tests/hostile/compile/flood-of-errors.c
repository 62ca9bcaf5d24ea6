/* case: a hundred thousand faults of the compiler are told as a hundred at most
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.behaviour.status = skip
 * expect: diagnostics[0].severity = error
 * expect: diagnostics[201] = absent
 * expect: stages.build.message ~ the compiler found errors; begin with the first
 * expect: diagnostics[0].line = @wrong
 * expect: diagnostics[0].message ~ expected expression before
 */
#define ONE(n) int x##n = ; /* @wrong */
#define TEN(n) ONE(n##0) ONE(n##1) ONE(n##2) ONE(n##3) ONE(n##4) ONE(n##5) ONE(n##6) ONE(n##7) ONE(n##8) ONE(n##9)
#define HUNDRED(n) TEN(n##0) TEN(n##1) TEN(n##2) TEN(n##3) TEN(n##4) TEN(n##5) TEN(n##6) TEN(n##7) TEN(n##8) TEN(n##9)
#define THOUSAND(n) HUNDRED(n##0) HUNDRED(n##1) HUNDRED(n##2) HUNDRED(n##3) HUNDRED(n##4) HUNDRED(n##5) HUNDRED(n##6) HUNDRED(n##7) HUNDRED(n##8) HUNDRED(n##9)
THOUSAND(a) THOUSAND(b) THOUSAND(c) THOUSAND(d) THOUSAND(e) THOUSAND(f) THOUSAND(g) THOUSAND(h)
