#include "driver/actor.h"

#include "base/passing.h"
#include "driver/call.h"
#include "driver/crash.h"
#include "driver/traits.h"
#include "driver/wall_clock.h"
#include "protocol/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <valgrind/memcheck.h>

/* As it goes over the wire. */
struct answer {
    struct wire_reply reply;
    unsigned char output[WIRE_DATA_MAX];
};

/* One request as it came, and the room for its answer. Large: one per process, on the heap. */
struct exchange {
    struct wire_request request;
    unsigned char data[WIRE_DATA_MAX];
    int descriptor; /* that came along; -1: none */
    struct answer answer;
};

/* How much a request brings with it. Valgrind looks at each byte of the room that the kernel is given to write to, which
 * takes longer than most calls: it is given no more than there is to come. */
static size_t room_for_data(int socket)
{
    if (!RUNNING_ON_VALGRIND) {
        return WIRE_DATA_MAX;
    }
    ssize_t length;
    do {
        length = recv(socket, NULL, 0, MSG_PEEK | MSG_TRUNC);
    } while (length < 0 && errno == EINTR);
    size_t beyond = length > (ssize_t)sizeof(struct wire_request)
                        ? (size_t)length - sizeof(struct wire_request)
                        : 0;
    return beyond < WIRE_DATA_MAX ? beyond : WIRE_DATA_MAX;
}

static bool receive_request(int socket, struct exchange *exchange)
{
    struct iovec parts[] = {{&exchange->request, sizeof exchange->request},
                            {exchange->data, room_for_data(socket)}};
    return passing_receive(socket, parts, 2, &exchange->descriptor) >=
           (ssize_t)sizeof exchange->request;
}

/* What the student's code left unset in a buffer (the padding of a struct) is none of its errors here. */
static bool send_reply(int socket, struct exchange *exchange)
{
    struct answer *answer = &exchange->answer;
    answer->reply.serial = exchange->request.serial;
    size_t length = sizeof answer->reply + answer->reply.data_length;
    (void)VALGRIND_MAKE_MEM_DEFINED(answer, length);
    ssize_t sent;
    do {
        sent = send(socket, answer, length, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent >= 0;
}

static void catch_nothing(int signal)
{
    (void)signal;
}

/* What is as it is now is none of the next call's doing. */
static void take_traits_as_given(void)
{
    if (!RUNNING_ON_VALGRIND) {
        (void)traits_look();
    }
}

static int catch_signal(int number)
{
    int result = sigaction(number, &(struct sigaction){.sa_handler = catch_nothing}, NULL);
    take_traits_as_given();
    return result;
}

static int map_file(struct exchange *exchange)
{
    void *hint = (void *)(uintptr_t)exchange->request.arguments[1].value;
    void *memory = mmap(hint, exchange->request.arguments[0].value, PROT_READ | PROT_WRITE,
                        MAP_SHARED, exchange->descriptor, 0);
    exchange->answer.reply.value = (uintptr_t)memory;
    return memory == MAP_FAILED ? -1 : 0;
}

static int limit_resource(int resource, rlim_t soft)
{
    struct rlimit limit;
    getrlimit((__rlimit_resource_t)resource, &limit);
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &limit);
}

/* Sets RLIMIT_NOFILE so that exactly `count` more descriptors can be opened. */
static int leave_descriptors(int64_t count)
{
    if (count < 0) {
        return limit_resource(RLIMIT_NOFILE, RLIM_INFINITY);
    }
    int limit = 0;
    for (int64_t left = count; left > 0 || fcntl(limit, F_GETFD) != -1; limit++) {
        if (fcntl(limit, F_GETFD) == -1) {
            left--;
        }
    }
    return limit_resource(RLIMIT_NOFILE, (rlim_t)limit);
}

/* The other side has closed it; when not, somebody here has done something to it. */
static bool is_at_its_end(int socket)
{
    char byte;
    return recv(socket, &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* Under Valgrind the leak search comes with the system call; what exit(3) does before it would have
 * to be translated in every actor. */
static _Noreturn void leave(void)
{
    if (RUNNING_ON_VALGRIND) {
        _exit(EXIT_SUCCESS);
    }
    exit(EXIT_SUCCESS);
}

/* Everything but calls: what a test needs to set a process up. 0, or -1 with errno. */
static int perform_setting(struct exchange *exchange)
{
    uint64_t value = exchange->request.arguments[0].value;
    switch (exchange->request.operation) {
    case WIRE_MAP:
        return map_file(exchange);
    case WIRE_UMASK:
        umask((mode_t)value);
        return 0;
    case WIRE_CHDIR:
        exchange->data[WIRE_DATA_MAX - 1] = '\0';
        return chdir((const char *)exchange->data);
    case WIRE_LIMIT:
        return limit_resource((int)value, exchange->request.arguments[1].value);
    case WIRE_CATCH:
        return catch_signal((int)value);
    case WIRE_STEP_CLOCK:
        wall_clock_arm_step((enum wire_clocks)exchange->request.arguments[1].value, (int64_t)value);
        return 0;
    case WIRE_FREE_DESCRIPTORS:
        return leave_descriptors((int64_t)value);
    case WIRE_EXIT:
        leave();
    default:
        errno = EINVAL;
        return -1;
    }
}

static void serve(const struct object *object, struct exchange *exchange)
{
    exchange->answer.reply = (struct wire_reply){0};
    if (exchange->request.operation == WIRE_CALL) {
        call_perform(object, &exchange->request, exchange->data, &exchange->answer.reply,
                     exchange->answer.output);
        return;
    }
    bool done = perform_setting(exchange) == 0;
    exchange->answer.reply.event = done ? WIRE_RETURNED : WIRE_REFUSED;
    exchange->answer.reply.error = done ? 0 : errno;
}

static int stand_in(const char *text, size_t length, void *memory)
{
    return text != NULL && memory != NULL && length > 0 ? 0 : -1;
}

static void rehearse_exchange(const struct object *object, struct exchange *exchange, int pair[2])
{
    union {
        int (*typed)(const char *text, size_t length, void *memory);
        void (*plain)(void);
    } function = {.typed = stand_in};
    struct wire_request request = {
        .operation = WIRE_CALL,
        .returns = WIRE_I32,
        .count = 3,
        .data_length = 16,
        .function = "rehearsal",
        .arguments = {{.type = WIRE_POINTER, .passing = WIRE_IN, .length = 8},
                      {.type = WIRE_U64, .value = 8},
                      {.type = WIRE_POINTER, .passing = WIRE_INOUT, .length = 8}},
    };
    struct iovec parts[] = {{&request, sizeof request}, {exchange->data, 16}};
    if (passing_send(pair[0], parts, 2, -1) > 0 && receive_request(pair[1], exchange)) {
        exchange->answer.reply = (struct wire_reply){0};
        (void)object_find(object, exchange->request.function);
        call_perform_function(object, function.plain, &exchange->request, exchange->data,
                              &exchange->answer.reply, exchange->answer.output);
        (void)send_reply(pair[1], exchange);
    }
}

void actor_rehearse(const struct object *object)
{
    int pair[2];
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (exchange != NULL && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0) {
        rehearse_exchange(object, exchange, pair);
        crash_install(pair[1], object);
        crash_uninstall();
        close(pair[0]);
        close(pair[1]);
    }
    free(exchange);
}

_Noreturn void actor_run(int socket, const struct object *object)
{
    crash_install(socket, object);
    struct exchange *exchange = malloc(sizeof *exchange);
    if (exchange == NULL) {
        _exit(EXIT_FAILURE);
    }
    take_traits_as_given();
    exchange->answer.reply = (struct wire_reply){.event = WIRE_READY};
    exchange->request.serial = 0;
    (void)send_reply(socket, exchange);
    int flags = fcntl(socket, F_GETFL);
    while (receive_request(socket, exchange)) {
        serve(object, exchange);
        /* One that does not block any more would end the process later, whenever no request is there yet. */
        if (fcntl(socket, F_GETFL) != flags) {
            _exit(WIRE_EXIT_WITHOUT_SOCKET);
        }
        /* Before the reply: from then on the other side counts what is open here. */
        if (exchange->descriptor >= 0) {
            close(exchange->descriptor);
        }
        if (!send_reply(socket, exchange)) {
            _exit(WIRE_EXIT_WITHOUT_SOCKET);
        }
    }
    if (!is_at_its_end(socket)) {
        _exit(WIRE_EXIT_WITHOUT_SOCKET);
    }
    leave();
}
