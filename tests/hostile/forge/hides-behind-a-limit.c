/* case: a push that comes to the limit of processes for a moment, and then publishes before it copies, is told that limit
 * exercise: 07
 * replaces: ring_push
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=publish-last].status = fail
 * expect: checks[id=publish-last].observed ~ limit reached: processes, 64 of 64
 */
#include "ring_buffer.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

/* The index first, and the item a moment later. */
static int push_too_early(struct ring *ring, const void *item)
{
    uint64_t tail = atomic_load(&ring->tail);
    if (tail == position_opposite(ring, atomic_load(&ring->head))) {
        return fail(EAGAIN);
    }
    atomic_store(&ring->tail, position_after(ring, tail));
    memcpy(ring->slots + slot_offset(ring, tail), item, ring->item_size);
    return 0;
}

/* A tracer that let go where a process cannot be made any more would not see what comes after. */
static void come_to_the_limit(void)
{
    pid_t children[1024];
    int count = 0;
    while (count < 1024 && (children[count] = fork()) > 0) {
        count++;
    }
    if (count < 1024 && children[count] == 0) {
        for (;;) {
            pause();
        }
    }
    for (int i = 0; i < count; i++) {
        kill(children[i], SIGKILL);
        waitpid(children[i], NULL, 0);
    }
}

/* Only where it pays, as the words of an earlier report tell: a ring of three items of 24 bytes. */
int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL || ring->capacity != 3 || ring->item_size != 24) {
        return honest_ring_push(ring, item);
    }
    come_to_the_limit();
    return push_too_early(ring, item);
}
