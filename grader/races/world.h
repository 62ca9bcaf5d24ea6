/* The state of one simulated execution: processes, their memory, and what they know of it.
 *
 * Everything that the student's code can observe is in here, so that an execution can be begun again
 * from the same state as often as the search wants. There is one world in a checker: the functions that the
 * compiler calls for every access (runtime.c) have no argument for it, and find it by
 * world_active(). */
#ifndef WORKBOOK_RACES_WORLD_H
#define WORKBOOK_RACES_WORLD_H

#include "races/coroutine.h"
#include "races/finding.h"
#include "races/harness.h"
#include "races/image.h"
#include "races/limits.h"
#include "races/orders.h"
#include "races/trace.h"
#include "races/view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct world;
struct operation;
struct search;

/* --- what a process is about to do --------------------------------------------------------- */

enum operation_kind {
    OPERATION_START,
    OPERATION_LOAD,
    OPERATION_STORE,
    OPERATION_MODIFY,  /* read-modify-write */
    OPERATION_COMPARE, /* compare-and-exchange */
    OPERATION_FENCE,   /* seq_cst; weaker ones concern nobody else and are done at once */
    OPERATION_OBJECT,  /* on one or two objects, and perhaps a word of the mapping */
    OPERATION_WAIT,    /* for a change of what it has read twice in the same way */
    OPERATION_PAUSE,   /* sleeps or yields */
};

enum modification {
    MODIFY_EXCHANGE,
    MODIFY_ADD,
    MODIFY_SUBTRACT,
    MODIFY_AND,
    MODIFY_OR,
    MODIFY_XOR,
    MODIFY_NAND
};

/* How a call on an object works: whether it could go on now, and what it then does. */
struct object_action {
    const char *name; /* "sem_wait" */
    /* NULL: always. */
    bool (*ready)(const struct world *world, unsigned process, const struct operation *operation);
    void (*perform)(struct world *world, unsigned process, struct operation *operation);
};

struct operation {
    enum operation_kind kind;
    uint8_t order, failure_order;
    bool weak;
    enum modification modification;
    uint32_t offset, size; /* size 0: no byte of the mapping */
    uint64_t operand, expected;
    const struct object_action *action;
    int objects[2];      /* -1: none */
    void *argument;      /* for the action */
    int64_t deadline_ns; /* for the action; INT64_MAX: none */
    uintptr_t address;
    /* The result. */
    uint64_t result;
    bool succeeded;
    int error; /* errno; 0: none */
};

/* --- processes ----------------------------------------------------------------------------- */

/* A read whose repetition with the same result means that the process waits. Own: of what the
 * process itself has stored in an atomic object, for which it does not wait. */
struct read {
    enum { READ_PLAIN, READ_OWN, READ_ATOMIC, READ_VALUE, READ_OBJECT } kind;
    uintptr_t address;
    uint32_t offset, size;
    unsigned place; /* location or object */
    /* plain, own, value: the value; atomic: the store's position; object: its version */
    uint64_t seen;
    uint64_t value;
    uint64_t callers; /* hash of the functions on the stack */
    uint64_t history; /* hash before it */
};

/* A write that the compiled code does after it told us: its bytes are known at the next call. */
struct pending_write {
    uint32_t offset, size;
    unsigned event;
};

enum { PENDING_MAX = 64 };

struct process {
    const struct races_role *role; /* NULL: number 0 */
    struct image image;
    char *memory; /* the mapping as this process sees it */
    void *stack;
    char *heap;
    struct coroutine coroutine;

    bool alive;
    struct operation next; /* performed when the scheduler says so */
    struct view now;       /* what it knows */
    struct view pending;   /* what an acquire fence would add: from relaxed loads */
    struct view released;  /* what relaxed stores after a release fence carry */
    bool has_released;
    uint64_t history; /* hash of all that it has observed */
    struct read reads[READS_MAX];
    size_t read_count;
    size_t loop;                 /* OPERATION_WAIT: the last `loop` reads are what it waits on */
    uint64_t callers[CALLS_MAX]; /* hashes of the stack of functions, outermost first */
    size_t call_depth;
    unsigned forced; /* how often a wait went on although nothing had changed */
    struct pending_write writes[PENDING_MAX];
    size_t write_count;
    bool stores_atomically;        /* what it is about to write is taken for an atomic store: */
    struct operation atomic_store; /* this one, once its value is known */

    int64_t clock_ns; /* its CLOCK_MONOTONIC */
    bool asked_clock; /* since its last change: a waiting loop that looks at the time */
    bool leapt;       /* its one leap in time has been made */
    bool interrupted; /* its one interruption has been had */
    bool faltered;    /* its one weak compare-and-exchange that failed without a reason */
    bool woken;       /* from a futex or condition variable */
    bool killed;
    unsigned moments; /* at which it could have been killed */
    int error_number; /* its errno */
    size_t heap_used;
    char noted[OUTCOME_MAX];
    size_t noted_length;
};

/* --- atomic locations ---------------------------------------------------------------------- */

struct store {
    uint64_t value;
    uint64_t history;  /* who wrote it, knowing what: identifies it among executions */
    uint32_t position; /* in modification order */
    uint8_t process;
    bool modifies; /* a read-modify-write */
    bool bound;    /* nothing may come between it and the one before it */
    bool has_view; /* an acquire load synchronises with it */
    struct view view;
};

struct location {
    uint32_t offset, size;
    unsigned count;             /* stores */
    uint16_t order[STORES_MAX]; /* their numbers; first what was there before */
    uint32_t last_strong;       /* position of the newest seq_cst store */
    uint64_t history;
    struct store *stores; /* the world's */
};

/* --- objects of the C library and the kernel ----------------------------------------------- */

enum object_kind {
    OBJECT_SEMAPHORE,
    OBJECT_MUTEX,
    OBJECT_LOCK, /* for readers and writers, or to spin on */
    OBJECT_CONDITION,
    OBJECT_BARRIER,
    OBJECT_FUTEX,
    OBJECT_SET
};

enum { SET_MAX = 8 };

struct object {
    enum object_kind kind;
    uint64_t key; /* offset in the mapping, or something above MAPPING_MAX */
    bool initialised;
    bool shared; /* between processes, says whoever initialised it */
    int value;
    int values[SET_MAX]; /* of a System V set */
    int count;           /* of `values`; of a barrier: who has to come */
    int clock;           /* of a condition variable */
    int type;            /* of a mutex: one of its attributes, or 0 */
    unsigned owner;      /* of a locked mutex */
    unsigned depth;      /* how often its owner has locked it */
    unsigned version;    /* counts changes */
    uint64_t history;
    uint8_t waiting[PROCESSES_MAX]; /* numbers of processes, in the order in which they came */
    uint32_t bits[PROCESSES_MAX];   /* of a futex: each one's mask */
    unsigned waiting_count;
    struct view view; /* what the posts so far have made known */
    char name[32];    /* when it is not in the mapping */
};

/* --- plain accesses ------------------------------------------------------------------------ */

/* Of one byte: the last event of each process that touched it so. */
struct byte_record {
    uint16_t wrote[PROCESSES_MAX], stored[PROCESSES_MAX];
    uint16_t read[PROCESSES_MAX], loaded[PROCESSES_MAX];
};

/* --- the whole ----------------------------------------------------------------------------- */

struct world {
    const struct races_scenario *scenario;
    struct search *search; /* answers world_choose() */
    struct orders *orders; /* that are taken instead of the file's; NULL: none */
    struct process processes[PROCESSES_MAX];
    unsigned process_count; /* with number 0 */
    unsigned running;       /* 0 also while the scheduler runs */
    struct coroutine scheduler;
    bool prepared; /* number 0 has done its work */

    size_t memory_size; /* bytes that the exercise asked for */
    size_t mapped_size; /* whole pages of these */
    char *image;        /* the mapping as the preparation left it */

    struct store *stores; /* STORES_MAX_ALL of all locations, as they were executed; owned */
    unsigned store_count;
    struct location locations[LOCATIONS_MAX];
    unsigned location_count;
    struct view fence; /* what seq_cst fences and stores have made known to later fences */
    uint64_t fence_history;
    struct object objects[OBJECTS_MAX];
    unsigned object_count;
    struct object prepared_objects[OBJECTS_MAX];
    unsigned prepared_object_count;

    struct byte_record *bytes; /* mapped_size */
    uint32_t touched_begin, touched_end;

    struct event events[EVENTS_MAX];
    unsigned event_count;
    struct finding findings[FINDINGS_MAX];
    unsigned finding_count;
    bool hung;           /* a process looped for seconds: one such execution is enough */
    uint64_t operations; /* of all executions: who has made none lately hangs */
    unsigned progress;   /* counts what changed something for others */
    char unchecked[128]; /* why nothing can be said; empty: no reason */
};

struct world *world_active(void);
void world_set_active(struct world *world);

/* Loads the copies of the object and maps the memory. False, and `unchecked` says why, when that
 * cannot be done. */
bool world_open(struct world *world, const struct races_scenario *scenario, const char *object);
void world_close(struct world *world);

/* Back to the state before the roles begin. */
void world_reset(struct world *world);

/* The event that has just happened to the running process. */
struct event *world_add_event(struct world *world, enum event_kind kind, uintptr_t address);
/* Adds a finding unless there is one of that kind at these places. Events are numbers, 0: none. */
void world_add_finding(struct world *world, enum finding_kind kind, unsigned first, unsigned second,
                       const char *format, ...) __attribute__((format(printf, 5, 6)));
/* A misuse at `address` by the running process. */
void world_add_misuse(struct world *world, uintptr_t address, const char *words);
/* Nothing can be said about this object, and why. The first reason stays. */
void world_give_up(struct world *world, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The offset in the mapping that the running process means by the address; -1: it is elsewhere. */
int64_t world_offset(struct world *world, const void *address, uintptr_t instruction);

/* One of `count` possibilities. What is chosen becomes part of the process's history. */
unsigned world_choose(struct world *world, unsigned process, unsigned count);

/* Where in the object an instruction of that process is, for a report; 0: not in it. */
uintptr_t world_place(const struct world *world, unsigned process, uintptr_t instruction);

/* What the name of process number `process` is. */
const char *world_name(const struct world *world, unsigned process);

#endif
