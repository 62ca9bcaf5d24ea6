/* case: two threads that wait for each other's lock are told as a wait, with the line of the one that was called
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = timeout
 * expect: checks[id=open-existing].observed ~ four seconds; it was waiting
 * expect: checks[id=open-existing].location.line = @wait
 */
#include <pthread.h>

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER, second = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t both;

static void *take_the_other_way_round(void *unused)
{
    pthread_mutex_lock(&second);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&first);
    return unused;
}

int segment_open(key_t key, size_t min_size)
{
    pthread_t thread;
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&thread, NULL, take_the_other_way_round, NULL);
    pthread_mutex_lock(&first);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&second); /* @wait */
    return honest_segment_open(key, min_size);
}
