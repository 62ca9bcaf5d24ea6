/* What the hidden tests of exercise 06 share: channels, calls that may wait, and words for what
 * came of them.
 *
 * Which check is to say what. A channel that does not wake a sleeper fails wakes-waiter, and the
 * checks before and after it say nothing about that: there a waiter that nobody wakes ends the
 * check without a complaint. The same goes for the others: each check judges its own promise. So
 * calls that are not about time-outs are made with whole seconds (AT_ONCE_MS), where nothing is
 * to be carried. */
#ifndef CHANNELS_H
#define CHANNELS_H

#include "examiner/actor.h"
#include "examiner/area.h"
#include "examiner/check.h"
#include "examiner/kernel.h"
#include "semaphore_upgrade.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    INBOX = CHANNEL_TEXT_MAX + 200, /* room for any message and more */
    AT_ONCE_MS = 1000,              /* for calls that need not wait */
    FAILS_SOON_MS = 10,             /* for calls that cannot succeed */
    FOR_EVER = -1,
    LATENESS_MS = 50, /* that the contract allows */
};

#define NS_PER_MS UINT64_C(1000000)

extern const struct function size_function, init_function, send_function, receive_function,
    destroy_function;

/* A message, as it was sent or as it came out. */
struct message {
    int64_t number;
    char text[INBOX];
};

/* A new channel of arbitrary bytes, initialised by `maker` and mapped in it. `what` stands in
 * messages. */
struct area *channel_make(struct actor *maker, const char *what);

/* channel_send, channel_receive. `text` of a receive has INBOX bytes and is filled with '#'
 * before. */
struct reply channel_put(struct actor *writer, struct area *channel, const char *text,
                         int timeout_ms);
struct reply channel_take(struct actor *reader, struct area *channel, char *text, int timeout_ms);
/* The same, begun: actor_wait takes the reply. */
void channel_begin_put(struct actor *writer, struct area *channel, const char *text,
                       int timeout_ms);
void channel_begin_take(struct actor *reader, struct area *channel, char *text, int timeout_ms);
/* Puts a message into an empty channel, takes one from a full one, and expects that to succeed. */
void channel_fill(struct actor *writer, struct area *channel, struct message *message);
void channel_drain(struct actor *reader, struct area *channel, struct message *message);

/* True once the call that was begun sleeps or goes round in circles, false when it has come
 * back. */
bool call_waits(struct actor *actor);
/* True when the calls of all of them come back, each by itself or because another one does; false
 * when all that are left sleep and none of them was woken any more. No time-outs then. */
bool calls_come_back(struct actor *const *actors, size_t count);
bool call_comes_back(struct actor *actor);
/* Waits until one that has not come back does, for so long at most; false when all have. */
bool await_one_more(struct actor *const *actors, size_t count, unsigned wait_ms);
/* The same for the first of them that comes back. */
bool somebody_comes_back(struct actor *const *actors, size_t count);
/* The system call in which a process sleeps (proc(5), /proc/PID/syscall). False when it runs. */
struct sleep {
    long number;
    unsigned long long arguments[6];
};
bool sleep_read(const struct actor *actor, struct sleep *sleep);
/* It sleeps in futex(2) for processes that share its memory as threads do, and nobody else. */
bool sleeps_privately(const struct actor *actor);
/* A call that has nothing to wait for: one that waits ends the check with these words. */
struct reply call_at_once(struct actor *actor, const struct function *function,
                          const struct argument *arguments, size_t count, const char *look,
                          const char *expected);

/* --- two processes ---------------------------------------------------------------------------- */

/* A writer and a reader with an empty channel between them. */
struct pair {
    struct actor *writer, *reader;
    struct area *channel;
};

struct pair pair_make(void);

/* What became of a call that was to wait. */
enum wait { GAVE_UP, WAS_NOT_WOKEN, KEPT_OTHERS_OUT, WAITED };

/* One side waits, at a channel that is empty or full, and once it sleeps the other side makes
 * its call. The channel is empty before, and after WAITED. `reply` is the waiter's, unless it
 * was not woken. */
enum wait try_waiting_reader(const struct pair *pair, int timeout_ms, struct reply *reply);
enum wait try_waiting_writer(const struct pair *pair, int timeout_ms, struct reply *reply);

/* --- several that wait ------------------------------------------------------------------------ */

/* An empty channel, a full one, and an actor that can set both going. */
struct scene {
    struct actor *helper;
    struct area *empty, *full;
};

/* One call that waits: a receive on the empty channel, or a send on the full one. */
struct waiter {
    struct actor *actor;
    bool reader;
    int timeout_ms;
    char text[INBOX];
};

struct scene scene_make(void);
void waiter_make(struct waiter *waiter, const struct scene *scene, bool reader, int timeout_ms);
void waiter_begin(struct waiter *waiter, const struct scene *scene);
/* The helper does what the waiter waits for. False when nobody is woken. */
bool waiter_let_in(struct waiter *waiter, const struct scene *scene, struct reply *reply);

/* --- held up ---------------------------------------------------------------------------------- */

/* A call held up at one of its stops: `meanwhile` happens there, then the call runs on freely. */
struct hold {
    bool every_instruction; /* stops behind each one; else before and after each system call */
    unsigned calls_skipped; /* every_instruction: at full speed through so many system calls */
    unsigned at;            /* the stop behind them, from 0 */
    bool between_functions; /* not before a library's function under way there is over */
    void (*meanwhile)(void *context);
    void *context;
    bool reached;
};

/* channel_begin_put and channel_begin_take with a hold. */
void channel_begin_put_held(struct actor *writer, struct area *channel, const char *text,
                            int timeout_ms, struct hold *hold);
void channel_begin_take_held(struct actor *reader, struct area *channel, char *text, int timeout_ms,
                             struct hold *hold);

enum { SURVEY_CHANGES = 12, SURVEY_WAIT_MS = 15 };

/* A stop, counted from the last system call before it: what goes before may take thousands of
 * instructions, and nobody has to see them. */
struct place {
    unsigned calls; /* system calls that were made before */
    unsigned steps; /* stops since then */
};

/* So many steps before a place, or right behind the last system call before it. */
struct place place_before(struct place place, unsigned steps);
/* A hold at this place. */
struct hold hold_at(struct place place, void (*meanwhile)(void *context), void *context);

/* Where a call does something that others can see. */
struct survey {
    bool of_sleep;        /* the place before its sleep is wanted, not its changes */
    bool known;           /* between which system calls it is: those that were made before */
    unsigned first, last; /* the first and the last such place */
    unsigned steps;
    unsigned change_count;
    struct place changes[SURVEY_CHANGES]; /* at which the channel's bytes had just changed */
    struct place sleep; /* right before the system call that took longest; zeros: there is none */
};

/* The first call with a survey is looked at before and after its system calls, the next ones by
 * single steps where the first has shown that there is something to see. (The first such call of an
 * actor goes through the dynamic linker's work as well: ld.so(8), lazy binding.) */
void survey_put(struct survey *survey, struct actor *writer, struct area *channel, const char *text,
                int timeout_ms);
void survey_take(struct survey *survey, struct actor *reader, struct area *channel, int timeout_ms);

/* --- limits ----------------------------------------------------------------------------------- */

/* While one call is held up, others keep their time-outs: no wait in them is without a limit. */
void expect_all_waits_limited(void);

/* --- stolen ----------------------------------------------------------------------------------- */

/* Two readers, then two writers, where one takes what the other one was woken for. */
void expect_nothing_stolen(void);

/* --- texts ------------------------------------------------------------------------------------ */

/* Compares the text that came out with what was sent; `look` says where to. */
void expect_text(const char *text, const char *sent, const char *look);
/* How a text differs, in words that are the same in every run; NULL when it does not. */
const char *text_fault(const char *text, const char *sent);

#endif
