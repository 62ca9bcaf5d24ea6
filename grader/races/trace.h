/* What happened in one execution, in order: what a counterexample is printed from. */
#ifndef WORKBOOK_RACES_TRACE_H
#define WORKBOOK_RACES_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum event_kind {
    EVENT_NONE, /* number 0 of every trace: before all others */
    EVENT_START,
    EVENT_END,
    EVENT_CALL,    /* the role calls the function `name` */
    EVENT_READ,    /* not atomic */
    EVENT_WRITE,   /* not atomic */
    EVENT_LOAD,    /* atomic; `age`, of all atomic ones: how many stores newer than it there were */
    EVENT_STORE,   /* atomic */
    EVENT_MODIFY,  /* atomic read-modify-write, from `old` to `value` */
    EVENT_COMPARE, /* compare-and-exchange that stored nothing, having found `value` */
    EVENT_FENCE,
    EVENT_OBJECT, /* `name` of a call on a semaphore, mutex, … ; `value`: what came of it */
    EVENT_WAIT,   /* the same values again and again: waits for a change */
    EVENT_PAUSE,  /* sleeps or yields */
    EVENT_KILLED,
    EVENT_FAULT, /* a finding's place that is nothing of the above */
};

/* What came of a call on an object, in `value`. */
enum object_result {
    OBJECT_DONE,
    OBJECT_BUSY,
    OBJECT_TIMED_OUT,
    OBJECT_INTERRUPTED,
    OBJECT_SLEEPS,
    OBJECT_WAKES,
    OBJECT_STUCK,
    OBJECT_RESULTS,
};

struct event {
    enum event_kind kind;
    uint8_t process;
    uint8_t order;     /* of memory, as __ATOMIC_RELAXED … __ATOMIC_SEQ_CST */
    bool is_volatile;  /* of EVENT_READ and EVENT_WRITE */
    uint16_t age;      /* of an atomic access */
    int object;        /* of EVENT_OBJECT; -1: none */
    uint32_t offset;   /* in the mapping */
    uint32_t size;     /* in bytes; 0: touches no byte of the mapping */
    uint64_t value;    /* the first eight bytes of it */
    uint64_t old;      /* of EVENT_MODIFY */
    const char *name;  /* of EVENT_CALL and EVENT_OBJECT; not owned */
    uintptr_t address; /* of the instruction after it; 0: none */
};

#endif
