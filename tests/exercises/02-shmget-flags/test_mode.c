/* Exercise 02, the mode of every new segment. */
#include "examiner/trace.h"

#include "shmget_flags_tests.h"

#include <stdio.h>
#include <stdlib.h>

/* Where the way out of a failure is for a new segment of this mode. */
static const char *look_at_failure(const struct reply *reply, mode_t mode)
{
    if (reply->failed && reply->error == EACCES) {
        return "shmctl(2), ERRORS: EACCES: IPC_STAT asks for the right to read, which this mode "
               "does "
               "not give to the owner; the result of shmget(2) alone says all that is needed";
    }
    return mode == 0 ? "shmget_flags.h: mode is 0000 to 0777; with 0 nobody can attach until the "
                       "owner grants it (shmctl(2), IPC_SET)"
                     : "shmget(2): the mode is or'ed into the flags";
}

static void expect_mode(const struct reply *reply, mode_t mode)
{
    expect_success(reply, look_at_failure(reply, mode));
    struct shmid_ds info = segment_look_up(reply);
    expect_that((mode_t)info.shm_perm.mode == mode,
                "shmget(2): the low nine bits of the flags are the permissions, just as they are; "
                "the umask is for files",
                "the permissions of the new segment to be those that were asked for",
                "they are 0%03o, not 0%03o", info.shm_perm.mode, mode);
    kernel_remove_segment((int)reply->value);
}

static mode_t umask_of(const struct actor *process)
{
    char path[64];
    char line[128];
    unsigned mask = 07777;
    snprintf(path, sizeof path, "/proc/%d/status", (int)actor_pid(process));
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        abort();
    }
    while (fgets(line, sizeof line, file) != NULL && sscanf(line, "Umask: %o", &mask) != 1) {
    }
    fclose(file);
    return mask;
}

static void expect_umask_kept(const struct actor *process, mode_t mask)
{
    expect_that(umask_of(process) == mask,
                "umask(2): it belongs to the whole process, and every file made later feels it; "
                "shmget(2) takes no notice of it, so that nothing is won by changing it",
                "the umask to be what it was before the calls", "it is 0%03o, it was 0%03o",
                umask_of(process), mask);
}

/* Functions that fail whatever the mode is have checks of their own. */
struct makers {
    bool ensure;
    bool private;
};

static struct makers find_makers(struct actor *process)
{
    unsigned char created = 0;
    struct shmid_ds info;
    struct reply ensured = actor_call(process, &segment_ensure, KEY(kernel_fresh_key()), SIZE(100),
                                      MODE(0600), CREATED(&created));
    struct reply first = actor_call(process, &segment_private, SIZE(100), MODE(0600));
    struct reply second = actor_call(process, &segment_private, SIZE(100), MODE(0600));
    bool exists = !second.failed && kernel_stat_segment((int)second.value, &info);
    return (struct makers){.ensure = !ensured.failed,
                           .private = exists && first.value != second.value};
}

static void expect_mode_from_each(struct actor *process, struct makers makers, mode_t mask,
                                  mode_t mode)
{
    unsigned char created = 0;
    check_situation("The umask of the process is 0%03o, and no segment has the key.", mask);
    actor_set_umask(process, mask);
    struct reply reply =
        actor_call(process, &segment_create, KEY(kernel_fresh_key()), SIZE(100), MODE(mode));
    expect_mode(&reply, mode);
    if (makers.ensure) {
        reply = actor_call(process, &segment_ensure, KEY(kernel_fresh_key()), SIZE(100), MODE(mode),
                           CREATED(&created));
        expect_mode(&reply, mode);
    }
    if (makers.private) {
        reply = actor_call(process, &segment_private, SIZE(100), MODE(mode));
        expect_mode(&reply, mode);
    }
    expect_umask_kept(process, mask);
}

static void expect_umask_kept_by_failures(struct actor *process)
{
    enum { MASK = 027 };
    unsigned char created = 0;
    struct bystander there = bystander_make(kernel_fresh_key(), 100, 0600);
    actor_set_umask(process, MASK);
    check_situation("A segment of 100 bytes with this key exists, and the umask is 0%03o.", MASK);
    actor_call(process, &segment_create, KEY(there.key), SIZE(100), MODE(0600));
    expect_umask_kept(process, MASK);
    actor_call(process, &segment_ensure, KEY(there.key), SIZE(101), MODE(0600), CREATED(&created));
    expect_umask_kept(process, MASK);
    check_situation("No segment can have 0 bytes, and the umask is 0%03o.", MASK);
    actor_call(process, &segment_create, KEY(kernel_fresh_key()), SIZE(0), MODE(0600));
    expect_umask_kept(process, MASK);
    actor_call(process, &segment_ensure, KEY(kernel_fresh_key()), SIZE(0), MODE(0600),
               CREATED(&created));
    expect_umask_kept(process, MASK);
    actor_call(process, &segment_private, SIZE(0), MODE(0600));
    expect_umask_kept(process, MASK);
}

/* What the segment may grant that was not asked for, at any moment. */
struct watch {
    key_t key;
    mode_t mode;
    mode_t excess;
};

static enum trace_verdict watch_mode(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct watch *watch = context;
    struct shmid_ds info;
    if (stop->moment == TRACE_AFTER &&
        kernel_stat_segment(kernel_find_segment(watch->key), &info)) {
        watch->excess |= info.shm_perm.mode & 0777 & ~watch->mode;
    }
    return TRACE_GO_ON;
}

static void expect_never_more(const struct watch *watch, const char *function)
{
    expect_that(watch->excess == 0,
                "shmget(2): the mode goes into the flags of the call that makes the segment; what "
                "IPC_SET takes away afterwards, somebody has used before",
                "a segment that never grants more than it was asked to",
                "between two system calls of %s the segment granted 0%03o besides", function,
                watch->excess);
}

static void watch_modes(struct actor *process)
{
    unsigned char created = 0;
    struct watch watch = {.key = kernel_fresh_key(), .mode = 0400};
    struct tracing tracing = {.visit = watch_mode, .context = &watch};
    check_situation("No segment has the key. Another process looks at the segment as soon as it "
                    "is there.");
    actor_call_traced(process, &tracing, &segment_create, KEY(watch.key), SIZE(100), MODE(0400));
    expect_never_more(&watch, "segment_create");
    watch.key = kernel_fresh_key();
    actor_call_traced(process, &tracing, &segment_ensure, KEY(watch.key), SIZE(100), MODE(0400),
                      CREATED(&created));
    expect_never_more(&watch, "segment_ensure");
}

CHECK(mode_as_given)
{
    static const mode_t modes[] = {0600, 0666, 0777, 0440, 0204, 0001, 0};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    struct makers makers = find_makers(process);
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        expect_mode_from_each(process, makers, i % 2 == 0 ? 022 : 077, modes[i]);
    }
    expect_mode_from_each(process, makers, 027, (mode_t)check_random(01000));
    expect_umask_kept_by_failures(process);
    if (!check_under_valgrind()) {
        watch_modes(process);
    }
}

static const char look_at_bits[] =
    "shmget(2): flags and mode share one word, 01000 is IPC_CREAT, 02000 IPC_EXCL, 04000 "
    "SHM_HUGETLB, 010000 SHM_NORESERVE; look at mode before it goes in, and before the kernel is "
    "asked";

static void expect_refused(struct actor *process, mode_t mode)
{
    unsigned char created = 0;
    check_situation("No segment has the key, and mode has other bits than the nine permissions.");
    struct reply reply =
        actor_call(process, &segment_create, KEY(kernel_fresh_key()), SIZE(100), MODE(mode));
    expect_error(&reply, EINVAL, look_at_bits);
    reply = actor_call(process, &segment_ensure, KEY(kernel_fresh_key()), SIZE(100), MODE(mode),
                       CREATED(&created));
    expect_error(&reply, EINVAL, look_at_bits);
    reply = actor_call(process, &segment_private, SIZE(100), MODE(mode));
    expect_error(&reply, EINVAL, look_at_bits);
}

CHECK(other_mode_bits)
{
    check_on_one_processor();
    /* 0100600 is what stat(2) says of an ordinary file. */
    static const mode_t modes[] = {01600,  02600,   03600, 04600,
                                   010600, 0100600, 01000, 020000000600};
    struct actor *process = actor_spawn(NULL);
    key_t key = kernel_fresh_key();
    struct bystander there = bystander_make(key, 100, 0600);
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        unsigned char created = 0;
        expect_refused(process, modes[i]);
        check_situation("A segment of 100 bytes with this key exists, and mode has other bits than "
                        "the nine permissions.");
        struct reply reply = actor_call(process, &segment_ensure, KEY(key), SIZE(100),
                                        MODE(modes[i]), CREATED(&created));
        expect_error(&reply, EINVAL, look_at_bits);
    }
    bystander_expect_kept(&there);
}
