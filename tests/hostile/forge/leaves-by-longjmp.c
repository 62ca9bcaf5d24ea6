/* case: unwinding past the caller ends the process, not the verdict
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[id=open-existing].observed =~ ended the (whole )?process
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <stdint.h>

/* Returns into the frame above the caller, whatever that is. */
int segment_open(key_t key, size_t min_size)
{
    void **frame = __builtin_frame_address(0);
    void **caller = *frame;
    (void)key;
    (void)min_size;
    frame[0] = caller[0];
    frame[1] = caller[1];
    return 0;
}
