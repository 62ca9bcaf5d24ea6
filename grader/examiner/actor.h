/* Actors: processes that run the student's code, seen from the test.
 *
 * actor_call waits for the call to come back. A call that crashes, ends its process or does not
 * come back ends the check with a finding of its own, so a test is written as if every call
 * returned. The deadline counts the time that the process had or slept, not the time that a busy
 * machine kept it waiting.
 *
 * Around each call the ledger (ledger.h) compares what the process and the kernel hold: what a call
 * that failed leaves behind, or one that succeeded and does not promise it, is a leak.
 *
 * Actors belong to the check and end with it.
 */
#ifndef WORKBOOK_EXAMINER_ACTOR_H
#define WORKBOOK_EXAMINER_ACTOR_H

#include "examiner/usage.h"
#include "protocol/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct actor;
struct area;

/* What a function of the contract returns, and so how it says that it failed. */
enum returns {
    RETURNS_INT,       /* -1 */
    RETURNS_SSIZE,     /* -1 */
    RETURNS_SIZE,      /* 0 */
    RETURNS_POINTER,   /* NULL */
    RETURNS_KEY,       /* -1 */
    RETURNS_KEY_PARTS, /* never */
};

/* What a call that succeeded may leave behind; all else is a leak. */
enum leaves {
    LEAVES_NOTHING = 0,
    LEAVES_SEGMENT = 1,     /* a System V segment */
    LEAVES_ATTACHMENT = 2,  /* of a System V segment */
    LEAVES_MAPPING = 4,     /* of a POSIX object */
    LEAVES_OBJECT = 8,      /* a name under /dev/shm */
    LEAVES_SEMAPHORES = 16, /* a System V semaphore set */
    LEAVES_DESCRIPTOR = 32,
    LEAVES_ANYTHING = 255, /* of these */
    LEAVES_STATE = 256,    /* a change of the process: for what a test itself has it do */
};

/* A function of the contract. Tests keep one constant for each. */
struct function {
    const char *name;
    enum returns returns;
    unsigned leaves; /* enum leaves, or'ed */
};

/* An argument. Made by the macros below. */
struct argument {
    struct wire_argument wire;
    const void *contents; /* of a buffer: wire.length bytes */
    void *output;         /* where a buffer's bytes go after the call; NULL: nowhere */
    const struct area *area;
    const char *label; /* stands for it in messages; NULL: printed by its format */
    char format;       /* how to print it: d u o x(key) s b(uffer) p n(ull) a(rea) t(rue/false) */
};

#define ARGUMENT_VALUE(wire_type, number, letter)                                                  \
    ((struct argument){.wire = {.type = (wire_type), .value = (uint64_t)(number)},                 \
                       .format = (letter)})
#define INT(number)  ARGUMENT_VALUE(WIRE_I32, (int32_t)(number), 'd')
#define U32(number)  ARGUMENT_VALUE(WIRE_U32, (uint32_t)(number), 'u')
#define SIZE(number) ARGUMENT_VALUE(WIRE_U64, (size_t)(number), 'u')
#define MODE(mode)   ARGUMENT_VALUE(WIRE_U32, (uint32_t)(mode), 'o')
#define KEY(key)     ARGUMENT_VALUE(WIRE_I32, (int32_t)(key), 'x')
#define BOOL(truth)  ARGUMENT_VALUE(WIRE_BOOL, (truth) ? 1 : 0, 't')
#define NULL_POINTER ARGUMENT_VALUE(WIRE_POINTER, 0, 'n')
/* An address in the actor, as a call returned it. */
#define ADDRESS(address) ARGUMENT_VALUE(WIRE_POINTER, address, 'p')
/* A text: the function gets a copy that ends right before a page it must not touch. */
#define TEXT(text) argument_text(text)
/* The same for bytes that it may only read. */
#define BYTES(bytes, length) argument_buffer(WIRE_IN, (bytes), NULL, (length))
/* A buffer of just `length` bytes which begins as what `bytes` holds and whose bytes come back
 * there. */
#define BUFFER(bytes, length) argument_buffer(WIRE_INOUT, (bytes), (bytes), (length))
/* A variable of the test, by its address. */
#define VARIABLE(pointer) BUFFER((pointer), sizeof *(pointer))
/* Any of these under the name that a caller would give it: NAMED("&created", VARIABLE(&created)). */
#define NAMED(name, argument) argument_named((name), (argument))
/* Shared memory (area.h) at the address where this actor has it. */
#define AREA(area_pointer)                                                                         \
    ((struct argument){.wire = {.type = WIRE_POINTER}, .area = (area_pointer), .format = 'a'})

struct argument argument_text(const char *text);
struct argument argument_named(const char *label, struct argument argument);
struct argument argument_buffer(enum wire_passing passing, const void *contents, void *output,
                                size_t length);

/* What came of a call. */
struct reply {
    const struct function *function;
    struct actor *actor;
    int64_t value;    /* RETURNS_INT, _SSIZE, _KEY sign-extended; RETURNS_SIZE; RETURNS_POINTER: the
                         address */
    bool failed;      /* by the rule of its type */
    int error;        /* errno after the call; it was 0 before */
    uint8_t bytes[4]; /* RETURNS_KEY_PARTS */
    uint64_t
        elapsed_ns; /* CLOCK_MONOTONIC, around the call, as the actor tells, but not more than was seen */
    uint64_t cpu_ns;     /* processor time that the actor used during the call */
    uint64_t delayed_ns; /* time that it was ready and had no processor */
    uint64_t wakeups;    /* how often it gave the processor up by itself, to sleep */
    bool injected;       /* trace.h: the fault was injected */
};

/* A process with the student's object. `name` stands in messages ("the writer"); NULL: "we". */
struct actor *actor_spawn(const char *name);

#define ARGUMENTS(...)                                                                             \
    (struct argument[]){__VA_ARGS__},                                                              \
        sizeof((struct argument[]){__VA_ARGS__}) / sizeof(struct argument)

/* Calls and waits. */
#define actor_call(actor, function, ...) actor_call_array(actor, function, ARGUMENTS(__VA_ARGS__))
struct reply actor_call_array(struct actor *actor, const struct function *function,
                              const struct argument *arguments, size_t count);
/* A function without parameters. */
struct reply actor_call_plain(struct actor *actor, const struct function *function);

/* The same for loops of many calls: some 20 us instead of 200, because neither the ledger nor the
 * usage of the process is read: a leak goes unseen, and of the costs only reply.elapsed_ns is told.
 * Crashes, limits and bytes outside buffers and areas are watched as ever. Make some ordinary calls
 * too. */
#define actor_call_quick(actor, function, ...)                                                     \
    actor_call_quick_array(actor, function, ARGUMENTS(__VA_ARGS__))
struct reply actor_call_quick_array(struct actor *actor, const struct function *function,
                                    const struct argument *arguments, size_t count);

/* Begins a call; actor_wait takes its result. Buffers must live until then. */
#define actor_start(actor, function, ...) actor_start_array(actor, function, ARGUMENTS(__VA_ARGS__))
void actor_start_array(struct actor *actor, const struct function *function,
                       const struct argument *arguments, size_t count);
#define actor_start_quick(actor, function, ...)                                                    \
    actor_start_quick_array(actor, function, ARGUMENTS(__VA_ARGS__))
void actor_start_quick_array(struct actor *actor, const struct function *function,
                             const struct argument *arguments, size_t count);
struct reply actor_wait(struct actor *actor);
/* True when the call that was started has come back. Does not wait. */
bool actor_has_returned(struct actor *actor);
/* Waits until a call that was started has come back in one of them, for `wait_ms` at most; true when
 * one has. Actors without a call under way do not count. */
bool actor_await_any(struct actor *const *actors, size_t count, unsigned wait_ms);
/* Waits until the call that was started sleeps in the kernel: true. False when it came back
 * instead. A call that spins for ever without sleeping ends the check as timed out. */
bool actor_await_asleep(struct actor *actor);
/* How the call that was started goes on, once that is clear: it has come back, it has used `cpu_ms`
 * of processor time without coming back, or it sleeps in the kernel. The load of the machine has no
 * say. */
enum actor_progress { ACTOR_RETURNED, ACTOR_SPINS, ACTOR_SLEEPS };
enum actor_progress actor_await_progress(struct actor *actor, unsigned cpu_ms);
/* Ends the check as failed because the call that was started spins; the place in its loop goes with
 * it. For a call that cannot come back whatever happens; others have the limits of actor_wait. */
_Noreturn void actor_fail_spinning(struct actor *actor, const char *look, const char *expected);
/* The system call in which the actor sleeps now, -1 when it runs. */
long actor_sleeping_in(const struct actor *actor);

/* The process. */
pid_t actor_pid(const struct actor *actor); /* as this side sees it */
/* What it has used, without the wake-ups that come of being recorded. */
struct usage actor_usage(const struct actor *actor);
void actor_signal(struct actor *actor, int signal);
void actor_stop(struct actor *actor); /* SIGSTOP, and waits until it stands; SIGCONT sends it on */
void actor_kill(struct actor *actor); /* SIGKILL, and waits for its end */
void actor_exit(struct actor *actor); /* an ordinary exit, and waits for its end */

/* Its state: set it up before calls. */
void actor_set_umask(struct actor *actor, mode_t mask);
void actor_chdir(struct actor *actor, const char *path_inside);
/* Exactly `count` more descriptors can be opened from now on; -1: no limit again. */
void actor_leave_descriptors(struct actor *actor, int count);
void actor_limit(struct actor *actor, int resource, uint64_t soft);
/* Addresses at which a test left out a part of the memory that it promised: an access there is not
 * the learner's fault. The call ends with the process, its reply.function is NULL. */
void actor_leave_hole(struct actor *actor, uint64_t begin, uint64_t end);
/* The signal runs an empty handler, installed without SA_RESTART. */
void actor_catch(struct actor *actor, int signal);
/* The wall clock jumps by so much, for this process, right after the next time that it is read. */
void actor_step_wall_clock(struct actor *actor, int64_t nanoseconds);
/* So much time passes at once, by all clocks of this process, right after it next reads one of them:
 * deadlines come nearer. What the kernel or the C library is asked to wait for by a span stays as
 * long. */
void actor_pass_time(struct actor *actor, int64_t nanoseconds);

/* Its memory, from outside, with the protection of its pages: false when a load or store there
 * would fault. process_vm_readv(2). */
bool actor_read_memory(const struct actor *actor, uint64_t address, void *bytes, size_t length);
bool actor_write_memory(const struct actor *actor, uint64_t address, const void *bytes,
                        size_t length);
/* How many shared mappings and System V attachments it has. */
unsigned actor_count_mappings(const struct actor *actor);

#endif
