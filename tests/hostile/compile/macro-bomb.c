/* case: a source that grows without end while it is compiled comes to an end
 * exercise: 02
 * exit: 1
 * within: 60
 * expect: stages.build.status = fail
 * expect: status = fail
 */
#define A(x) x x x x x x x x x x
#define B(x) A(A(A(x)))
#define C(x) B(B(B(x)))
int numbers[] = { C(1,) };
