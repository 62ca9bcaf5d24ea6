/* case: memory that a thread without a line of the student's lost is lost all the same
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 * expect: checks[id=valgrind-clean].observed ~ outside of your file, brought about by it: memory from the heap was allocated and never freed
 * expect: checks[id=valgrind-clean].look ~ a function for a thread
 */
#include <pthread.h>
#include <stdlib.h>

/* Between the library's start of a thread and malloc there is no frame of this file. */
static void *(*volatile taker)(size_t) = malloc;

int segment_open(key_t key, size_t min_size)
{
    union {
        void *(*takes_size)(size_t);
        void *(*takes_pointer)(void *);
    } function = {.takes_size = taker};
    pthread_t thread;
    pthread_create(&thread, NULL, function.takes_pointer, (void *)1000);
    pthread_join(thread, NULL);
    return honest_segment_open(key, min_size);
}
