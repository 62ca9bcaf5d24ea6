/* The wire between a hidden test and the student's processes.
 *
 * Two kinds of socket, both SOCK_SEQPACKET, so that one message is one record:
 *
 *   - the session: a test connects to the zygote's listening socket (the first one tells the driver by
 *     that that the student's object is there, to be loaded), asks for actors (WIRE_SPAWN,
 *     with the actor's end of a socket pair as SCM_RIGHTS) and hears of their ends (WIRE_EXITED);
 *   - the actor's socket: one request, one reply, for as long as the actor lives.
 *
 * The sandboxed end is the student's: it can lie in every field. The trusted end checks lengths and
 * treats all the rest as an observation. Both ends run on one machine, from one build, in host byte
 * order.
 */
#ifndef WORKBOOK_PROTOCOL_WIRE_H
#define WORKBOOK_PROTOCOL_WIRE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    WIRE_NAME_MAX = 64, /* of a function, with its terminator */
    WIRE_ARGUMENTS_MAX = 8,
    WIRE_DATA_MAX = 128 * 1024, /* bytes of buffers behind a request or a reply */
    WIRE_FRAMES_MAX = 32,
    WIRE_CREATIONS_MAX = 24,
    WIRE_OBJECT_NAME_MAX = 64,
    WIRE_VALUE_MAX = 16, /* bytes of a structure returned by value */
};

/* A traced call stands between two prctl calls with these options, which no kernel knows: a tracer
 * sees where the student's code begins and ends without a breakpoint. The second counts when it comes from
 * where the first came from, with the same stack pointer: anybody can make such a call. */
enum { WIRE_MARK_BEGIN = 0x574b4231, WIRE_MARK_END = 0x574b4232 };

/* The exit status of an actor whose socket the student's code has closed, or put something else in the place of. */
enum { WIRE_EXIT_WITHOUT_SOCKET = 118 };

/* The signal that asks an actor for a WIRE_STACK message. */
enum { WIRE_STACK_SIGNAL = 62 };

enum wire_operation {
    WIRE_SPAWN = 1, /* session: fork an actor; its socket comes along */
    WIRE_CALL,      /* actor: call a function of the student's object */
    WIRE_MAP,       /* actor: map the file that comes along; value 0: length; reply: address */
    WIRE_UMASK,     /* actor: value 0: the mask */
    WIRE_CHDIR,     /* actor: data: the path */
    WIRE_LIMIT,     /* actor: value 0: RLIMIT_*; value 1: soft limit */
    WIRE_CATCH, /* actor: value 0: a signal to be caught by an empty handler, without SA_RESTART */
    WIRE_STEP_CLOCK, /* actor: value 0: nanoseconds that clocks jump once one was read; value 1:
                        enum wire_clocks */
    WIRE_FREE_DESCRIPTORS, /* actor: value 0: how many more can be opened; -1: no limit */
    WIRE_EXIT, /* actor: exit in the ordinary way; session: wait for all actors, then exit */
    WIRE_FIND, /* session: where is the function of this name? */
};

enum wire_clocks {
    WIRE_WALL_CLOCK, /* CLOCK_REALTIME and its kind: somebody sets it */
    WIRE_ALL_CLOCKS, /* time passes */
};

enum wire_type {
    WIRE_VOID,
    WIRE_I32,
    WIRE_U32,
    WIRE_I64,
    WIRE_U64,
    WIRE_BOOL,
    WIRE_POINTER,
    WIRE_STRUCT, /* four bytes { uint8, uint8, uint16 }: struct key_parts */
};

enum wire_passing {
    WIRE_BY_VALUE,
    WIRE_IN,    /* a buffer of exactly `length` bytes, filled from the data */
    WIRE_INOUT, /* the same, and its bytes come back with the reply */
};

struct wire_argument {
    uint32_t type;    /* enum wire_type; WIRE_POINTER for buffers */
    uint32_t passing; /* enum wire_passing */
    uint32_t length;  /* of the buffer, bytes */
    uint32_t reserved;
    uint64_t value; /* the number or address, when by value */
};

/* Of a request to call. */
enum {
    WIRE_TRACED = 1,  /* between two marks */
    WIRE_WATCHED = 2, /* the reply tells what the call has changed of its process */
};

/* What the kernel shows of a process to nobody else. */
enum wire_trait {
    WIRE_TRAIT_TIMERS = 1, /* setitimer(2), alarm(2) */
    WIRE_TRAIT_SIGNAL_STACK = 2,
    WIRE_TRAIT_HANDLERS = 4, /* of the signals that the driver handles */
    WIRE_TRAIT_ARITHMETIC = 8,
    WIRE_TRAIT_ENVIRONMENT = 16,
    WIRE_TRAIT_ATTRIBUTES = 32, /* prctl(2) */
    WIRE_TRAIT_STREAMS = 64,    /* fcntl(2) */
    WIRE_TRAITS = 7,
};

struct wire_request {
    uint32_t operation;
    uint32_t flags;
    uint32_t returns; /* enum wire_type */
    uint32_t count;   /* of arguments */
    char function[WIRE_NAME_MAX];
    struct wire_argument arguments[WIRE_ARGUMENTS_MAX];
    uint32_t data_length; /* bytes that follow this header */
    uint32_t serial;      /* comes back with the reply */
};

enum wire_event {
    WIRE_READY = 1, /* first message of an actor */
    WIRE_RETURNED,  /* the call came back */
    WIRE_REFUSED,   /* the request could not be carried out: error says why */
    WIRE_MISSING,   /* the object has no such function */
    WIRE_CRASHED,   /* a signal ended the call; frames say where; value: VmPeak in KiB */
    WIRE_STACK,     /* answer to the signal that asks for a backtrace */
    WIRE_SPAWNED,   /* session: value: the actor's process id in the sandbox */
    WIRE_EXITED,    /* session: value: process id; error: wait status */
    WIRE_FOUND,     /* session: function_offset; 0: the object has no such function */
};

enum wire_object {
    WIRE_OBJECT_SHM = 1,
    WIRE_OBJECT_SEM,
    WIRE_OBJECT_MSG,
    WIRE_OBJECT_POSIX,
    WIRE_OBJECT_DESCRIPTOR,
    WIRE_OBJECT_ATTACHMENT,
    WIRE_OBJECT_MAPPING,
    WIRE_OBJECT_QUEUE,
    WIRE_OBJECT_CHILD,
    WIRE_OBJECT_THREAD,
    /* refused only */
    WIRE_OBJECT_BYTES,  /* of a file or object, or a name for one */
    WIRE_OBJECT_HEAP,   /* malloc(3) and its kind */
    WIRE_OBJECT_LOCK,   /* locked memory */
    WIRE_OBJECT_SIGNAL, /* one that waits, or a timer */
};

/* Processes and threads count as one, and are refused for the same reason. */
static inline bool wire_object_is_task(uint32_t object)
{
    return object == WIRE_OBJECT_CHILD || object == WIRE_OBJECT_THREAD;
}

/* An object that the student's code made, and the place in its object file that did. */
struct wire_creation {
    uint32_t object;                 /* enum wire_object */
    uint32_t kib;                    /* size of a mapping, rounded up */
    uint64_t id;                     /* System V id, descriptor or address */
    uint64_t offset;                 /* of the return address in the student's object; 0: unknown */
    char name[WIRE_OBJECT_NAME_MAX]; /* of a POSIX object, with its slash */
};

/* The last call of the C library that came back for want of something: descriptors, memory, room. It helps
 * to name a line, and how much was asked for. */
struct wire_refusal {
    uint32_t object; /* enum wire_object; 0: there was none */
    int32_t error;
    uint64_t bytes;  /* asked for; 0: a number is not what it was about */
    uint64_t offset; /* of the return address in the student's object; 0: unknown */
};

/* Of a crash: the address lies where the stack would have to grow, and cannot; or the processor was to go on there. */
#define WIRE_FAULT_STACK (1U << 31)
#define WIRE_FAULT_JUMP  (1U << 30)
#define WIRE_NOWHERE     UINT64_MAX

struct wire_reply {
    uint32_t event;
    int32_t error;    /* errno after the call, or the wait status */
    int32_t signal;   /* of a crash */
    uint32_t overrun; /* bit n: the bytes before or behind the buffer of argument n were changed;
                         of a crash: fault_address lies behind it, or WIRE_FAULT_… */
    uint64_t value;
    uint8_t structure[WIRE_VALUE_MAX];
    uint64_t fault_address;   /* of a crash; WIRE_NOWHERE: the processor does not tell */
    uint64_t elapsed_ns;      /* of the call, CLOCK_MONOTONIC, as the actor saw it */
    uint64_t function_offset; /* of the function in the student's object */
    uint32_t frame_count;
    uint32_t creation_count;
    uint64_t frames[WIRE_FRAMES_MAX]; /* offsets in the student's object, innermost first */
    struct wire_creation creations[WIRE_CREATIONS_MAX];
    struct wire_refusal refusal;
    uint64_t printed_offset; /* in the student's object: of the first call that printed; 0: none */
    uint32_t changed;        /* enum wire_trait, or'ed: since the last watched call */
    /* The number of the first system call that the sandbox refused (protocol/refused_calls.h), or, of a crash by SIGSYS, of
     * the one that ended the process; 0: none. And where, as in a refusal. */
    uint32_t refused_call;
    uint64_t refused_call_offset;
    uint32_t data_length;
    uint32_t serial; /* of the request; 0 in what is no answer to one */
};

#endif
