/* case: a gigabyte of thread-local storage could not be had, and it is said why
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ limit reached: memory of a process, 1024 of 256 MiB taken by the file's variables
 */
static _Thread_local volatile char ballast[1024UL * 1024 * 1024];

int segment_open(key_t key, size_t min_size)
{
    ballast[min_size] = 1;
    return honest_segment_open(key, min_size);
}
