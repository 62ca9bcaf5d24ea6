/* case: ninety tests of its own and a hook that reports, in the sections where the test framework looks, are run by nobody
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ returned -1 with errno ENOSYS
 */
#include <stdio.h>
#include <stdlib.h>

static void report_success(void)
{
    puts("[====] Synthesis: Tested: 90 | Passing: 90 | Failing: 0 | Crashing: 0");
    exit(0);
}

/* As criterion.h lays them out: pointers between two marks that the linker makes. */
struct criterion_test {
    const char *name, *category;
    void (*test)(void);
    void *data;
};

static struct criterion_test passes = {"passes", "forged", report_success, NULL};

#define HERE(name) __attribute__((used, section(name)))
static struct criterion_test *const tests[90] HERE("cr_tst") = {[0 ... 89] = &passes};
static void (*const hooks[])(void) HERE("cr_rpt_PRE_ALL") = {report_success};
static void (*const ends[])(void) HERE("cr_rpt_POST_ALL") = {report_success};

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    (void)tests[0];
    (void)hooks[0];
    (void)ends[0];
    errno = ENOSYS;
    return -1;
}
