/* case: more mappings than a process may have leave it without room for its next call, which is told
 * exercise: 02
 * replaces: segment_private
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[status=crash].observed ~ cannot carry out the next call
 * expect: checks[id=open-existing].status = pass
 */
#include <sys/mman.h>

int segment_private(size_t size, mode_t mode)
{
    for (int i = 0; i < 70000; i++) {
        mmap(NULL, 4096, i % 2 == 0 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    return honest_segment_private(size, mode);
}
