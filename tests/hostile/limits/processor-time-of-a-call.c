/* case: a loop ends at the processor time of a call, and the line is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 * expect: checks[id=open-existing].observed ~ a second of processor time; it was running in a loop
 * expect: checks[id=open-existing].location.line = @loop
 */
int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (volatile int i = 0;; i = i + 1) { /* @loop */
    }
}
