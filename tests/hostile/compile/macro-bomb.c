/* case: a source that grows without end while it is compiled comes to an end
 * exercise: 02
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.message =~ ^the compiler (needed more than 2 GiB of memory|was not done after 10 seconds of processor time)
 */
#define A(...) __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__
#define B(...) A(A(A(__VA_ARGS__)))
#define C(...) B(B(B(B(__VA_ARGS__))))
int numbers[] = { C(1,) };
