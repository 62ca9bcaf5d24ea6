/* The timeline of one check: what its processes did, one event after the other, and how the objects
 * that they share looked after each.
 *
 * All of it was observed by the trusted side: by the hidden test, which makes the calls and receives
 * their results, by its tracer, which the kernel stops at system calls, and in the kernel's own
 * tables. Strings may hold bytes of student origin (names, paths): reports make them harmless.
 *
 * `docs/seeing.md` describes it as people meet it; grader/examiner/recorder.h makes the records,
 * grader/stage/timeline_records.h reads them, grader/report/timeline_json.h writes them as JSON.
 *
 * A timeline owns all its strings and arrays.
 */
#ifndef WORKBOOK_MODEL_TIMELINE_H
#define WORKBOOK_MODEL_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"

enum {
    TIMELINE_EVENTS_MAX = 20000,        /* more are not kept: see `cut` */
    TIMELINE_ACTORS_MAX = 256,          /* of one check */
    TIMELINE_OBJECTS_MAX = 256,         /* of one snapshot */
    TIMELINE_BYTES_MAX = 4096,          /* kept of each object */
    TIMELINE_SEMAPHORES_MAX = 256,      /* kept of each set */
    TIMELINE_ATTACHMENTS_MAX = 256,     /* kept of each object */
    TIMELINE_TOTAL_BYTES_MAX = 64 << 20 /* of all objects in all snapshots, where they differ */
};

enum { TIMELINE_NOBODY = -1 }; /* the test itself, or a process that is no actor */

enum timeline_kind {
    TIMELINE_SPAWN,         /* an actor began; name: of the actor */
    TIMELINE_CALL,          /* a function was called; name: of the function, text: the call */
    TIMELINE_SYSTEM_CALL,   /* the function made a system call; name, text: with its arguments */
    TIMELINE_BLOCKED,       /* it was seen asleep in the system call `name` */
    TIMELINE_SYSTEM_RETURN, /* the system call is over; name, value, error, slept, injected */
    TIMELINE_HELD,          /* the tracer holds it up, for others to go on; text: where */
    TIMELINE_SIGNAL,        /* a signal was sent or came; name: "SIGUSR1" */
    TIMELINE_RETURN,        /* the function came back; name, text: the result, value, error */
    TIMELINE_KILLED,        /* the test killed it */
    TIMELINE_ENDED,         /* the process has ended; text: how */
    TIMELINE_STANDS,    /* where it was when the check ended; text: in words; name: of the system
                               call, or NULL */
    TIMELINE_UNWATCHED, /* the tracer has let it go: its system calls are not told any more */
    TIMELINE_SCENE,     /* what the test is about to try; text: sentences */
    TIMELINE_NOTE,      /* what the test does itself; text: behind "the test" */
    TIMELINE_FINDING,   /* how the check ended; text */
};

struct timeline_event {
    enum timeline_kind kind;
    int64_t time_ns;  /* since the check began; never less than the event's before */
    int actor;        /* index in actors; TIMELINE_NOBODY */
    char *name;       /* see above; NULL: none */
    char *text;       /* for people; NULL: none */
    int64_t value;    /* what came back; of a system call that failed -1 */
    int error;        /* errno; 0: none */
    char *error_name; /* "ETIMEDOUT"; NULL: none */
    unsigned slept;   /* times that it went to sleep in the system call */
    bool injected;    /* the test made the system call fail */
};

/* --- snapshots: only where they were asked for ------------------------------------------------- */

enum timeline_object_kind {
    TIMELINE_SEGMENT,    /* System V shared memory: id, key */
    TIMELINE_POSIX,      /* an object in /dev/shm: name with its slash */
    TIMELINE_MEMORY,     /* shared memory that the test made and mapped: name, "the channel" */
    TIMELINE_SEMAPHORES, /* a System V set: id, key, values */
};

/* A mapping of the object in a process. */
struct timeline_attachment {
    int actor;        /* TIMELINE_NOBODY: the test, or a child of an actor */
    uint64_t address; /* where the object's first byte is (or would be) */
    bool read_only;
};

struct timeline_object {
    enum timeline_object_kind kind;
    int id;                /* System V; -1: it has none */
    int32_t key;           /* System V; 0: IPC_PRIVATE */
    char *name;            /* NULL for System V */
    unsigned mode;         /* permission bits */
    unsigned owner;        /* user id */
    int creator;           /* actor; TIMELINE_NOBODY: the test, or it is not known */
    bool is_removed;       /* marked for removal: goes with the last attachment */
    uint64_t size;         /* bytes */
    unsigned attach_count; /* System V: shm_nattch, as the kernel counts */
    struct timeline_attachment *attachments;
    size_t attachment_count;
    unsigned char *bytes; /* its first ones; NULL: none, or they could not be read */
    size_t byte_count;    /* TIMELINE_BYTES_MAX at most */
    int *values;          /* of the semaphores of a set */
    size_t value_count;
};

struct timeline_process {
    int actor;
    char state;        /* of /proc/PID/stat: R S D T Z; 0: it has ended */
    char *sleeping_in; /* system call; NULL: it does not sleep, or waits for the next call */
};

/* The world right after an event. */
struct timeline_snapshot {
    size_t event; /* index; those of a timeline ascend, and not every event has one */
    struct timeline_object *objects; /* sorted by kind, then id or name */
    size_t object_count;
    struct timeline_process *processes; /* in the order of the actors */
    size_t process_count;
};

/* --- all of it --------------------------------------------------------------------------------- */

struct timeline_actor {
    char *name; /* "the reader"; NULL: the test calls it "we" */
};

struct timeline {
    char *check;  /* id, with dashes */
    char *status; /* pass, fail, crash, timeout, skip; NULL: the check did not come to its end */
    struct timeline_actor *actors;
    size_t actor_count;
    struct timeline_event *events;
    size_t event_count;
    struct timeline_snapshot *snapshots;
    size_t snapshot_count;
    bool is_cut; /* there was more than is kept here */
};

#define AUTO_TIMELINE AUTO(timeline_finish)

void timeline_finish(struct timeline *timeline); /* frees; leaves the empty one */

/* "call", "system-call", …, and back; false, and *kind as it was, when there is no such kind. */
const char *timeline_kind_name(enum timeline_kind kind);
bool timeline_kind_from_name(const char *name, enum timeline_kind *kind);

/* "segment", "posix", "memory", "semaphores", and back. */
const char *timeline_object_kind_name(enum timeline_object_kind kind);
bool timeline_object_kind_from_name(const char *name, enum timeline_object_kind *kind);

/* "the reader", "your process", "process 3": what to call an actor. Writes to `room` when it must. */
const char *timeline_actor_name(const struct timeline *timeline, int actor, char room[32]);

/* The last snapshot at or before an event, NULL when there is none. Borrowed. */
const struct timeline_snapshot *timeline_snapshot_at(const struct timeline *timeline, size_t event);

#endif
