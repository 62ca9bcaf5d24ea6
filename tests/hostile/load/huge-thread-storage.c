/* case: a gigabyte of thread-local storage cannot be had: the call that touches it crashes
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[status=crash].id = open-existing
 */
static _Thread_local volatile char ballast[1024UL * 1024 * 1024];

int segment_open(key_t key, size_t min_size)
{
    ballast[min_size] = 1;
    return honest_segment_open(key, min_size);
}
