/* case: a file on which the compiler itself crashes is told so
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ nested too
 */
#define UP1 ((((((((((((((((((((((((((((((((
#define UP2 UP1 UP1 UP1 UP1 UP1 UP1 UP1 UP1
#define UP3 UP2 UP2 UP2 UP2 UP2 UP2 UP2 UP2
#define UP4 UP3 UP3 UP3 UP3 UP3 UP3 UP3 UP3
#define DOWN1 ))))))))))))))))))))))))))))))))
#define DOWN2 DOWN1 DOWN1 DOWN1 DOWN1 DOWN1 DOWN1 DOWN1 DOWN1
#define DOWN3 DOWN2 DOWN2 DOWN2 DOWN2 DOWN2 DOWN2 DOWN2 DOWN2
#define DOWN4 DOWN3 DOWN3 DOWN3 DOWN3 DOWN3 DOWN3 DOWN3 DOWN3

int segment_open(key_t key, size_t min_size)
{
    return UP4 UP4 UP4 UP4 honest_segment_open(key, min_size) DOWN4 DOWN4 DOWN4 DOWN4;
}
