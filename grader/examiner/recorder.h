/* The recorder: when an examination asks for it, a check writes down what its processes do, event by
 * event, as records of their own between the others (record.h). Off, which it is in every grading,
 * each of these functions returns at once. Not for tests, but for recorder_note.
 *
 *     {"record": "event", "check": "wakes_waiter", "t": 1234567 (ns since the check began),
 *      "actor": 0 | -1 (the test), "kind": "call", "name": …, "text": …, "value": …,
 *      "error": 110, "error_name": "ETIMEDOUT", "slept": 1, "injected": true}
 *     {"record": "snapshot", "check": "wakes_waiter", "event": 17 (index of the one before),
 *      "objects": […], "processes": […]}                               (snapshot.h)
 *     {"record": "cut", "check": "wakes_waiter"}      (there was more than is kept)
 *
 * Kinds are those of model/timeline.h; what does not apply is left out. Events come from the check's
 * own thread and from those that trace its actors (observer.h), so there is a lock; their order in
 * the report is the order in which they were seen.
 */
#ifndef WORKBOOK_EXAMINER_RECORDER_H
#define WORKBOOK_EXAMINER_RECORDER_H

#include <stdbool.h>
#include <stdint.h>

struct actor;
struct reply;
struct session;
struct trace_stop;

/* Begins the recording when WORKBOOK_RECORD asks for one. */
void recorder_begin(struct session *session);
bool recorder_is_on(void);
/* True while the system calls inside of calls are to be told as well. */
bool recorder_wants_system_calls(void);

/* What the test is about to try: the sentences of check_situation. */
void recorder_scene(const char *text);
/* What the test does itself, after the words "the test": "makes a segment of 100 bytes". The actor to which
 * it does that, or NULL. */
void recorder_note(const struct actor *actor, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The life of an actor; before its birth was told it is in no snapshot. */
void recorder_spawned(struct actor *actor);
void recorder_signalled(const struct actor *actor, int signal);  /* by the test */
void recorder_killed(const struct actor *actor);                 /* by the test */
void recorder_ended(const struct actor *actor, int wait_status); /* told once */

/* The call under way, from the test's side. */
void recorder_called(const struct actor *actor);
void recorder_returned(const struct actor *actor, const struct reply *reply);

/* What a tracer sees of a call. `number` and `arguments` as the kernel got them; `result` -errno for
 * a failure; `slept`: how often the process went to sleep in it. */
void recorder_system_call(const struct actor *actor, long number, const uint64_t arguments[6]);
void recorder_system_returned(const struct actor *actor, long number, int64_t result,
                              unsigned slept, bool injected);
void recorder_signal_came(const struct actor *actor, int signal);
/* The tracer does not go on with this call: there is too much of it. */
void recorder_lost_sight(const struct actor *actor);
/* The tracer holds an actor up here, until it says NULL. Told when somebody else is called. */
void recorder_holds(const struct trace_stop *stop);

/* The examiner saw it asleep in the system call `number`: told once for each. */
void recorder_blocked(const struct actor *actor, long number);

/* Where every process stands. From now on nothing is told but the finding. */
void recorder_stands(void);
void recorder_finding(const char *status, const char *observed);

#endif
