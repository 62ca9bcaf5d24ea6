/* case: a symbol whose name is commands to the terminal reaches none, whoever names the function that crashed
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 120
 * expect: status = fail
 * expect: stages.build.status = pass
 * expect: stages.behaviour.status = fail
 */
int segment_open(key_t key, size_t min_size)
{
    __asm__ volatile(".type \"\033]0;mine\007\033[2Jpassed\", @function\n\"\033]0;mine\007\033[2Jpassed\":\nud2");
    return honest_segment_open(key, min_size);
}
