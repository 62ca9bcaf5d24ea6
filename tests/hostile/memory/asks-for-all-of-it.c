/* case: a size that is no size is a wrong answer, and nobody makes so much room
 * exercise: 05
 * replaces: mailbox_size
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.behaviour.status = fail
 * expect: checks[id=one-message].status = fail
 * expect: checks[id=one-message].observed ~ mailbox_size asks for more than 1048576 bytes
 */
#include "ready_flag.h"

size_t mailbox_size(void)
{
    return (size_t)-1;
}
