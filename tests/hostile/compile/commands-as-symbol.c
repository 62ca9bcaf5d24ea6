/* case: a symbol whose name is commands to the terminal reaches none, whoever names the function that crashed
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.build.status = pass
 * expect: stages.behaviour.status = fail
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ signal 4 (SIGILL
 * expect: checks[id=open-existing].look ~ the line below
 * expect: checks[id=open-existing].location.line = @stop
 * expect: checks[id=open-existing].location.function = segment_open
 */
int segment_open(key_t key, size_t min_size)
{
    __asm__ volatile(".type \"\033]0;mine\007\033[2Jpassed\", @function\n\"\033]0;mine\007\033[2Jpassed\":\nud2"); /* @stop */
    return honest_segment_open(key, min_size);
}
