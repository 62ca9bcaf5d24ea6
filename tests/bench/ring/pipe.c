/* pipe.c - pipe(7): one write and one read for each item. */
#include "contender.h"

#include <unistd.h>

struct pipe_memory {
    int ends[2];
};

static size_t pipe_size(size_t item_size)
{
    (void)item_size;
    return sizeof(struct pipe_memory);
}

static int pipe_init(void *memory, size_t item_size)
{
    struct pipe_memory *ends = memory;

    (void)item_size;
    return pipe(ends->ends);
}

/* Both sizes are below PIPE_BUF and the pipe holds whole items only: no call is ever partial. */
static void pipe_produce(void *memory, size_t item_size, uint64_t count)
{
    struct pipe_memory *ends = memory;
    struct item64 item = { 0 };

    for (uint64_t i = 0; i < count; i++) {
        item.number = i;
        if (write(ends->ends[1], &item, item_size) != (ssize_t)item_size) {
            _exit(1);
        }
    }
}

static uint64_t pipe_consume(void *memory, size_t item_size, uint64_t count)
{
    struct pipe_memory *ends = memory;
    struct item64 item;
    uint64_t wrong = 0;

    for (uint64_t i = 0; i < count; i++) {
        wrong += read(ends->ends[0], &item, item_size) != (ssize_t)item_size || item.number != i;
    }
    return wrong;
}

static void pipe_finish(void *memory)
{
    struct pipe_memory *ends = memory;

    close(ends->ends[0]);
    close(ends->ends[1]);
}

const struct contender contender_pipe = {
    .name = "pipe",
    .slowdown = 50,
    .size = pipe_size,
    .init = pipe_init,
    .produce = pipe_produce,
    .consume = pipe_consume,
    .finish = pipe_finish,
};
