/* case: a function put into .preinit_array by hand is refused
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

static void first_word(void)
{
    _exit(0);
}

__attribute__((section(".preinit_array"), used)) static void (*entry)(void) = first_word;

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size);
}
