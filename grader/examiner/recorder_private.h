/* The recorder as recorder*.c see it. */
#ifndef WORKBOOK_EXAMINER_RECORDER_PRIVATE_H
#define WORKBOOK_EXAMINER_RECORDER_PRIVATE_H

#include <jansson.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct actor;
struct trace_stop;

enum { RECORDER_ACTORS_MAX = 256 }; /* what more of them do is not kept */

struct actor_state {
    long system_call;  /* under way, as a tracer saw it; -1: none */
    bool blocked_told; /* that it sleeps in it */
    bool is_stopped;   /* a stop signal came, and no system call since */
    bool end_told;
};

struct recorder {
    pthread_mutex_t lock;
    uint64_t begin_ns;
    unsigned events;
    bool traces;                   /* system calls inside of calls are told */
    bool snapshots;                /* are taken */
    bool cut;                      /* and said so */
    bool closed;                   /* the check has ended: only the finding is to come */
    const struct trace_stop *held; /* NULL: nobody is held up, or it was told */
    struct actor_state actors[RECORDER_ACTORS_MAX + 1]; /* the last one of all that are too many */
};

/* The recorder, locked; NULL when nothing is recorded, or nothing any more. */
struct recorder *recorder_open(void);
void recorder_close(struct recorder *recorder);

/* Between the two. Borrowed. */
struct actor_state *recorder_state_of(struct recorder *recorder, const struct actor *actor);

/* One event, between the two; the actor may be NULL. Takes the members over. */
void recorder_tell(struct recorder *recorder, const struct actor *actor, const char *kind,
                   json_t *members);

/* The same, opened and closed, for an event that says no more than this; each may be NULL. */
void recorder_tell_alone(const struct actor *actor, const char *kind, const char *name,
                         const char *text);

/* Members "name" and "text", each unless NULL. */
json_t *recorder_members(const char *name, const char *text);

#endif
