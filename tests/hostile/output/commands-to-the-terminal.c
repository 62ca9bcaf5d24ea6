/* case: escape sequences and odd bytes are told, not obeyed
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=prints-nothing].status = fail
 * expect: checks[status=fail].id = prints-nothing
 * expect: checks[id=prints-nothing].observed ~ segment_open printed to standard error
 * expect: checks[id=prints-nothing].look ~ nothing is printed
 */
#include <stdio.h>

int segment_open(key_t key, size_t min_size)
{
    fputs("\033]0;owned\007\033[2J\033[1;1H\377\376\r\b<script>", stderr);
    fflush(stderr);
    return honest_segment_open(key, min_size);
}
