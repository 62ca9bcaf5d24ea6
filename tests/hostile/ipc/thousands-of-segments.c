/* case: four thousand segments come to the limit of the namespace and are told as leaks
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 */
int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 4096 && shmget(IPC_PRIVATE, 4096, 0600) != -1; i++) {
    }
    return honest_segment_open(key, min_size);
}
