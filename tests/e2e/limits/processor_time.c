/* case: calls that are short enough each come to the processor time of their process, which is named, with the line
 * exercise: 01
 * replaces: split_key
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[*].observed ~ SIGXCPU
 * expect: checks[*].observed ~ limit reached: processor time of a process, 2 of 2 s
 * expect: checks[status=crash].location.function = split_key
 */
#include <time.h>

enum { CALL_MS = 700 };

struct key_parts split_key(key_t key)
{
    const clock_t end = clock() + CALL_MS * (CLOCKS_PER_SEC / 1000);
    while (clock() < end) {
    }
    return honest_split_key(key);
}
