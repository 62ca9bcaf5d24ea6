/* case: memory cannot be locked without end
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ ENOMEM
 * expect: checks[id=open-existing].location.function = segment_open
 * expect: checks[id=nothing-left].observed ~ mapping anonymous was left behind
 * expect: leaks[kind=mapping].location.line = @held
 */
#include <sys/mman.h>

int segment_open(key_t key, size_t min_size)
{
    size_t size = 128UL << 20;
    char *place = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); /* @held */
    if (place != MAP_FAILED && mlock(place, size) == 0) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOMEM;
    return -1;
}
