/* Exercise 02, calls that fail: what the caller learns, and what was not touched. */
#include "examiner/trace.h"

#include "shmget_flags_tests.h"

#include <dirent.h>
#include <sys/syscall.h>

/* What *created holds before a call that is going to fail: neither true nor false. */
enum { UNTOUCHED = 0x5a };

static void expect_untouched(unsigned char created)
{
    expect_that(created == UNTOUCHED, "shmget_flags.h: *created is written on success only",
                "*created to stay as it was when the call fails", "the call has written %s to it",
                created ? "true" : "false");
}

static void expect_refusal(const struct reply *reply, int error)
{
    expect_error(reply, error,
                 reply->failed
                     ? "shmget(2), ERRORS: what the kernel refuses is passed on, with its "
                       "errno, at once; calls made after the failure change errno"
                     : "shmget(2), ERRORS: what the kernel refuses is passed on; hand it "
                       "the size whole, as a size_t: an int cuts it");
}

/* All three functions that make segments, under keys that nobody has. */
static void expect_none_makes(struct actor *process, size_t size, int error)
{
    unsigned char created = UNTOUCHED;
    struct reply reply =
        actor_call(process, &segment_create, KEY(kernel_fresh_key()), SIZE(size), MODE(0600));
    expect_refusal(&reply, error);
    reply = actor_call(process, &segment_ensure, KEY(kernel_fresh_key()), SIZE(size), MODE(0600),
                       CREATED(&created));
    expect_refusal(&reply, error);
    expect_untouched(created);
    reply = actor_call(process, &segment_private, SIZE(size), MODE(0600));
    expect_refusal(&reply, error);
}

static void expect_null_refused(struct actor *process, key_t key)
{
    struct reply reply =
        actor_call(process, &segment_ensure, KEY(key), SIZE(100), MODE(0600), NULL_POINTER);
    expect_error(&reply, EINVAL,
                 "shmget_flags.h: a caller that does not ask cannot know whether to initialise; "
                 "look at the pointer before you ask the kernel");
}

static void expect_ensure_refused(struct actor *process, const char *why, key_t key, size_t size,
                                  mode_t mode)
{
    unsigned char created = UNTOUCHED;
    check_situation("%s: the call cannot succeed. *created holds a value of the caller's.", why);
    struct reply reply =
        actor_call(process, &segment_ensure, KEY(key), SIZE(size), MODE(mode), CREATED(&created));
    expect_error(&reply, EINVAL, "shmget_flags.h, segment_ensure: the list of what is EINVAL");
    expect_untouched(created);
}

static void try_limits(struct actor *process)
{
    check_situation("No segment has the key, and a segment cannot have 0 bytes.");
    expect_none_makes(process, 0, EINVAL);
    if (kernel_set_limit(LIMIT_SEGMENT_BYTES, 8192)) {
        check_situation("No segment has the key, and the kernel allows 8192 bytes in one segment "
                        "(shmmax).");
        expect_none_makes(process, 8193, EINVAL);
        expect_none_makes(process, FOUR_GIB + 100, EINVAL);
    }
    /* Not under Valgrind: a loop that never ends takes ten times as long to be given up there. */
    if (!check_under_valgrind() && kernel_set_limit(LIMIT_SEGMENTS, kernel_count_segments())) {
        check_situation("No segment has the key, and the kernel's table of segments is full "
                        "(shmmni).");
        expect_none_makes(process, 100, ENOSPC);
    }
}

/* --- what cannot be brought about otherwise --------------------------------------------------- */

/* The nth shmget that makes a segment (or, that only opens one) fails. */
struct refusal {
    bool of_creation;
    unsigned left;
    int error;
};

static enum trace_verdict refuse(const struct trace_stop *stop, void *context, int *error)
{
    struct refusal *refusal = context;
    if (stop->moment != TRACE_BEFORE || stop->number != SYS_shmget) {
        return TRACE_GO_ON;
    }
    bool creates =
        (stop->arguments[2] & IPC_CREAT) != 0 || (key_t)stop->arguments[0] == IPC_PRIVATE;
    if (creates != refusal->of_creation || --refusal->left > 0) {
        return TRACE_GO_ON;
    }
    *error = refusal->error;
    return TRACE_FAIL;
}

/* A function may cope with the refusal; what it may not do is to tell it wrongly. */
static bool judge_refusal(const struct reply *reply, int error)
{
    if (reply->injected && reply->failed) {
        expect_refusal(reply, error);
    }
    return reply->injected;
}

#define REFUSING(of_creation, nth, error)                                                          \
    (&(struct tracing){.visit = refuse,                                                            \
                       .context = &(struct refusal){(of_creation), (nth), (error)}})

static void try_no_memory(struct actor *process)
{
    unsigned char created = UNTOUCHED;
    key_t key = kernel_fresh_key();
    check_situation("No segment has the key, and the kernel has no memory for a new one: shmget "
                    "gives ENOMEM.");
    struct reply reply = actor_call_traced(process, REFUSING(true, 1, ENOMEM), &segment_create,
                                           KEY(kernel_fresh_key()), SIZE(100), MODE(0600));
    judge_refusal(&reply, ENOMEM);
    reply = actor_call_traced(process, REFUSING(true, 1, ENOMEM), &segment_private, SIZE(100),
                              MODE(0600));
    judge_refusal(&reply, ENOMEM);
    reply = actor_call_traced(process, REFUSING(true, 1, ENOMEM), &segment_ensure, KEY(key),
                              SIZE(100), MODE(0600), CREATED(&created));
    judge_refusal(&reply, ENOMEM);
    if (reply.failed) {
        expect_untouched(created);
    }
}

static void try_no_access(struct actor *process, const struct bystander *there)
{
    bool reached = true;
    for (unsigned nth = 1; nth <= 3 && reached; nth++) {
        unsigned char created = UNTOUCHED;
        check_situation("A segment with this key exists, but a security module of the kernel "
                        "forbids to open it: shmget gives EACCES.");
        struct reply reply = actor_call_traced(process, REFUSING(false, nth, EACCES), &segment_open,
                                               KEY(there->key), SIZE(100));
        reached = judge_refusal(&reply, EACCES);
        reply = actor_call_traced(process, REFUSING(false, nth, EACCES), &segment_ensure,
                                  KEY(there->key), SIZE(100), MODE(0600), CREATED(&created));
        reached = judge_refusal(&reply, EACCES) || reached;
        if (reply.failed) {
            expect_untouched(created);
        }
    }
}

/* How many names there are in the student's /tmp, where lock files go. */
static unsigned count_files(void)
{
    unsigned count = 0;
    DIR *folder = opendir(kernel_path_here("."));
    if (folder == NULL) {
        abort();
    }
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count;
}

CHECK(clean_failure)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    struct bystander there = bystander_make(kernel_fresh_key(), 100, 0600);
    unsigned files = count_files();
    check_situation("No segment has the key, and created is NULL.");
    expect_null_refused(process, kernel_fresh_key());
    check_situation("A segment of 100 bytes with this key exists, and created is NULL.");
    expect_null_refused(process, there.key);

    expect_ensure_refused(process, "The key is IPC_PRIVATE", IPC_PRIVATE, 100, 0600);
    expect_ensure_refused(process, "mode has a bit that is no permission", kernel_fresh_key(), 100,
                          01600);
    expect_ensure_refused(process,
                          "A segment of 100 bytes with this key exists, which is too small",
                          there.key, 101, 0600);
    expect_that(count_files() == files,
                "shmget_flags.h: a call that fails leaves nothing behind, so no lock file either; "
                "with IPC_EXCL none is needed",
                "no file to be left behind", "there is a new file in /tmp");
    if (!check_under_valgrind()) {
        try_no_memory(process);
        try_no_access(process, &there);
    }
    try_limits(process);
    bystander_expect_kept(&there);
}
