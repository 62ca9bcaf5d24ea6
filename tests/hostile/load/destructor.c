/* case: code that runs when the object is unloaded is refused like code at loading
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.behaviour.status = skip
 * expect: stages.build.message ~ code that runs when it is loaded (a constructor or destructor)
 */
#include <unistd.h>

__attribute__((destructor)) static void last_word(void)
{
    _exit(0);
}

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
