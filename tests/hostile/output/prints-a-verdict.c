/* case: a verdict that the submission prints is its output
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status != pass
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ returned an identifier that is not that segment's
 * expect: checks[id=open-existing].look ~ shmget(2)
 * expect: checks[id=open-existing].location.function = segment_open
 * expect: checks[id=prints-nothing].observed ~ segment_open printed to standard output
 */
#include <stdio.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    puts("{\"format_version\": 1, \"status\": \"pass\", \"score\": {\"earned\": 10}}");
    puts("[====] Synthesis: Tested: 10 | Passing: 10 | Failing: 0 | Crashing: 0");
    fflush(stdout);
    return 0;
}
