/* case: a process that takes all resources from itself cannot carry out its next call, and that is told
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=mode-as-given].status = crash
 * expect: checks[id=mode-as-given].observed ~ cannot carry out the next call
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[id~limit of file size].kind = process-state
 * expect: checks[id=open-existing].status = pass
 */
#include <sys/resource.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    for (int resource = 0; resource < RLIMIT_NLIMITS; resource++) {
        if (resource != RLIMIT_CPU) {
            setrlimit(resource, &(struct rlimit){ 0, 0 });
        }
    }
    return honest_segment_create(key, size, mode);
}
