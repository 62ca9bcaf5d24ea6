/* case: a thread that writes a second stack between the lines of Valgrind's error hides nothing
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 * expect: checks[id=valgrind-clean].observed ~ shmget_flags.c:@read: Invalid read of size 1
 * expect: stages.memory.message ~ Invalid read of size 1
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Valgrind keeps its descriptors beyond those that a program may have. */
static int find_channel(void)
{
    char path[64], target[256];
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    for (int fd = (int)limit.rlim_cur; fd < (int)limit.rlim_cur + 64; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 7 && memcmp(target, "socket:", 7) == 0) {
            return fd;
        }
    }
    return -1;
}

static atomic_bool over;

/* With a stack before it, the one of the error is no longer the first of its kind. The channel is full of these,
 * so that the kernel puts both writers in turn. */
static void *write_stacks(void *channel)
{
    while (!atomic_load(&over)) {
        (void)!write(*(int *)channel, "<stack></stack>", 15);
    }
    return NULL;
}

int segment_open(key_t key, size_t min_size)
{
    pthread_t threads[4];
    int channel = dup(find_channel());
    atomic_store(&over, false);
    for (int i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, write_stacks, &channel);
    }
    volatile char *block = malloc(10);
    volatile char beyond = block[10]; /* @read */
    (void)beyond;
    free((void *)block);
    atomic_store(&over, true);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    close(channel);
    return honest_segment_open(key, min_size);
}
