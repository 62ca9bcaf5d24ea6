/* case: a process that carries out all requests itself, where no tracer sees its steps, proves nothing about their order
 * exercise: 07
 * replaces: ring_size ring_push
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=publish-last].status = fail
 * expect: checks[id=publish-last].observed ~ answered by itself
 * expect: checks[id=no-system-calls].status = fail
 * expect: checks[id=no-system-calls].observed ~ answered by itself
 */
#include "ring_buffer.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* The messages of the driver, as anybody can read them in the sources. */
@WIRE@

struct request {
    struct wire_request head;
    unsigned char data[WIRE_DATA_MAX];
};
struct answer {
    struct wire_reply head;
    unsigned char data[WIRE_DATA_MAX];
};

/* The index first, and the item a moment later. */
static int push_too_early(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        return fail(EINVAL);
    }
    uint64_t tail = atomic_load(&ring->tail);
    if (tail == position_opposite(ring, atomic_load(&ring->head))) {
        return fail(EAGAIN);
    }
    atomic_store(&ring->tail, position_after(ring, tail));
    memcpy(ring->slots + slot_offset(ring, tail), item, ring->item_size);
    return 0;
}

static int find_socket(void)
{
    int type;
    for (int fd = 3; fd < 64; fd++) {
        socklen_t length = sizeof type;
        if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_SEQPACKET) {
            return fd;
        }
    }
    return -1;
}

/* The descriptor that came along, or -1; -2 at the end. */
static int receive(int socket, struct request *request)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {request, sizeof *request};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    int descriptor = -1;
    if (recvmsg(socket, &message, 0) <= 0) {
        return -2;
    }
    if (CMSG_FIRSTHDR(&message) != NULL) {
        memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
    }
    return descriptor;
}

static uint64_t call(const struct request *request, const uint64_t *value)
{
    void *ring = (void *)value[0], *other = (void *)value[1];
    switch (request->head.function[5]) {
    case 's':
        return honest_ring_size((uint32_t)value[0], (uint32_t)value[1]);
    case 'i':
        return (uint64_t)ring_init(ring, (uint32_t)value[1], (uint32_t)value[2]);
    case 'c':
        return (uint64_t)ring_count(ring, other);
    default:
        return (uint64_t)(request->head.function[6] == 'u' ? push_too_early(ring, other) : ring_pop(ring, other));
    }
}

static void perform(struct request *request, struct answer *answer)
{
    uint64_t value[8] = {0};
    unsigned char *next = request->data;
    for (uint32_t i = 0; i < request->head.count; i++) {
        const struct wire_argument *argument = &request->head.arguments[i];
        value[i] = argument->passing == WIRE_BY_VALUE ? argument->value : (uint64_t)next;
        next += argument->passing == WIRE_BY_VALUE ? 0 : argument->length;
    }
    errno = 0;
    answer->head.value = call(request, value);
    answer->head.error = errno;
    for (uint32_t i = 0; i < request->head.count; i++) {
        const struct wire_argument *argument = &request->head.arguments[i];
        if (argument->passing == WIRE_INOUT) {
            memcpy(answer->data + answer->head.data_length, (void *)value[i], argument->length);
            answer->head.data_length += argument->length;
        }
    }
}

static _Noreturn void serve(int socket, struct answer *answer)
{
    struct request *request = malloc(sizeof *request);
    int descriptor;
    for (;;) {
        answer->head.elapsed_ns = 1000;
        send(socket, answer, sizeof *answer - WIRE_DATA_MAX + answer->head.data_length, MSG_NOSIGNAL);
        descriptor = receive(socket, request);
        if (descriptor == -2 || request->head.operation == WIRE_EXIT) {
            _exit(0);
        }
        memset(answer, 0, sizeof *answer - WIRE_DATA_MAX);
        answer->head.event = WIRE_RETURNED;
        answer->head.serial = request->head.serial;
        if (request->head.operation == WIRE_CALL) {
            perform(request, answer);
        } else if (request->head.operation == WIRE_MAP) {
            answer->head.value = (uint64_t)mmap((void *)request->head.arguments[1].value, request->head.arguments[0].value,
                                           PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
            close(descriptor);
        }
    }
}

/* The first call of most processes: of request 1. */
size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    struct answer *answer = calloc(1, sizeof *answer);
    answer->head.event = WIRE_RETURNED;
    answer->head.serial = 1;
    answer->head.value = honest_ring_size(capacity, item_size);
    serve(find_socket(), answer);
}

int ring_push(struct ring *ring, const void *item)
{
    return honest_ring_push(ring, item);
}
