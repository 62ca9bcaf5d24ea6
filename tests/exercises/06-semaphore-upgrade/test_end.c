/* The end of a channel, and of one that could not be made. */
#include "channels.h"

#include "examiner/trace.h"

#include <sys/syscall.h>

#define LOOK_DESTROY                                                                               \
    "channel_destroy: semctl(2) IPC_RMID, sem_unlink(3), mq_unlink(3): by whoever calls it, "      \
    "whoever made them"

struct tables {
    unsigned segments, semaphore_sets, queues, names;
};

static struct tables tables_read(void)
{
    return (struct tables){kernel_count_segments(), kernel_count_semaphore_sets(),
                           kernel_count_queues(), kernel_count_names()};
}

static void expect_as_before(const struct tables *before)
{
    struct tables now = tables_read();
    expect_that(now.semaphore_sets <= before->semaphore_sets, LOOK_DESTROY, "no object to be left",
                "a System V semaphore set is still there (ipcs -s)");
    expect_that(now.names <= before->names, LOOK_DESTROY, "no object to be left",
                "a named semaphore or shared-memory object is still there (ls /dev/shm)");
    expect_that(now.segments <= before->segments, LOOK_DESTROY, "no object to be left",
                "a System V segment is still there (ipcs -m)");
    expect_that(now.queues <= before->queues, LOOK_DESTROY, "no object to be left",
                "a message queue is still there (ipcs -q, mq_overview(7))");
}

static void destroy(struct actor *actor, struct area *channel)
{
    static const char look[] =
        "channel_destroy in semaphore_upgrade.h: a message still in it is lost";
    struct reply reply = call_at_once(actor, &destroy_function, ARGUMENTS(AREA(channel)), look,
                                      "success at once: nobody will come to receive a message");
    expect_success(&reply, look);
    expect_value(&reply, 0, "channel_destroy in semaphore_upgrade.h: Returns 0");
}

/* --- a channel that cannot be made ------------------------------------------------------------ */

/* A channel that was made although a system call failed carries a message all the same. */
static void expect_usable(struct actor *actor, struct area *channel)
{
    static const char look[] =
        "channel_init: the result of each system call is looked at; -1 when one has failed";
    char text[INBOX];
    struct reply reply = channel_put(actor, channel, "first", AT_ONCE_MS);
    expect_success(&reply, look);
    reply = channel_take(actor, channel, text, AT_ONCE_MS);
    expect_success(&reply, look);
    expect_text(text, "first", look);
}

static const char *name_of(long number)
{
    switch (number) {
    case SYS_semget:
        return "semget(2)";
    case SYS_semctl:
        return "semctl(2)";
    case SYS_openat:
        return "open(2) (in sem_open(3), for one)";
    case SYS_mmap:
        return "mmap(2) (in sem_open(3), for one)";
    case SYS_msgget:
        return "msgget(2)";
    case SYS_msgsnd:
        return "msgsnd(2)";
    case SYS_shmget:
        return "shmget(2)";
    case SYS_mq_open:
        return "mq_open(3)";
    default:
        return "mq_send(3)";
    }
}

/* Makes a system call of channel_init fail. What is left behind then the ledger of the call
 * notices; an initialisation that copes, or is not told, has made a channel. */
static void expect_nothing_left(struct actor *actor, const struct fault *fault)
{
    check_situation("Call number %u of %s fails in channel_init.", fault->nth,
                    name_of(fault->number));
    struct reply size = actor_call_plain(actor, &size_function);
    struct area *channel = area_create("the channel", (size_t)size.value);
    area_map(channel, actor);
    struct reply reply = actor_call_with_fault(actor, *fault, &init_function, AREA(channel));
    if (reply.failed && reply.injected) {
        expect_failure(&reply, fault->error,
                       "channel_init: what your system calls report is passed on; errno is kept "
                       "in a variable while others are called to clean up");
    }
    if (!reply.failed) {
        expect_usable(actor, channel);
        actor_call(actor, &destroy_function, AREA(channel));
    }
}

static void expect_failed_init_leaves_nothing(void)
{
    static const struct fault faults[] = {
        {SYS_semget, 1, ENOSPC},       {SYS_semctl, 1, ERANGE},  {SYS_semctl, 2, ERANGE},
        {SYS_openat, 1, EMFILE},       {SYS_openat, 2, EMFILE},  {SYS_mmap, 1, ENOMEM},
        {SYS_mmap, 2, ENOMEM},         {SYS_semget, 2, ENOSPC},  {SYS_semctl, 3, ERANGE},
        {SYS_msgget, 1, ENOSPC},       {SYS_msgget, 2, ENOSPC},  {SYS_msgsnd, 1, ENOMEM},
        {SYS_shmget, 1, ENOSPC},       {SYS_mq_open, 1, ENOSPC}, {SYS_mq_open, 2, ENOSPC},
        {SYS_mq_timedsend, 1, ENOMEM},
    };
    enum { PER_ACTOR = 4 };
    struct actor *actor = NULL;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (i % PER_ACTOR == 0) {
            actor = actor_spawn(NULL);
        }
        expect_nothing_left(actor, &faults[i]);
    }
}

CHECK(destroy_leaves_nothing)
{
    struct message kept = {.text = "another channel's message"};
    struct message received;
    struct message lost = {.text = "lost"};
    const struct tables before = tables_read();
    check_situation(
        "One process makes a channel, and another one destroys it, with a message inside.");
    struct actor *maker = actor_spawn("one process");
    struct actor *other = actor_spawn("another process");
    struct area *bystander = channel_make(maker, "a channel that stays");
    const struct tables between = tables_read();
    channel_fill(maker, bystander, &kept);
    struct area *channel = channel_make(maker, "the channel");
    area_map(channel, other);
    channel_fill(maker, channel, &lost);
    destroy(other, channel);
    expect_as_before(&between);
    channel_drain(maker, bystander, &received);
    expect_text(received.text, kept.text, "channel_destroy: one channel, and no other");
    destroy(maker, bystander);
    expect_as_before(&before);
    if (!check_under_valgrind()) {
        expect_failed_init_leaves_nothing();
    }
}
