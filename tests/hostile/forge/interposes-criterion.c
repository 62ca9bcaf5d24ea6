/* case: functions named after the test framework's are never called
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned an identifier that is not that segment's
 */
#include <stdlib.h>

void criterion_internal_test_main(void (*function)(void))
{
    (void)function;
}

void cr_log_noformat(int severity, const char *message)
{
    (void)severity;
    (void)message;
}

int check_situation(void)
{
    exit(0);
}

int segment_open(key_t key, size_t min_size)
{
    setenv("CRITERION_ALWAYS_SUCCEED", "1", 1);
    return honest_segment_open(key, min_size) + 1;
}
