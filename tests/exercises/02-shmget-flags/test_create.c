/* Exercise 02, segment_create and the mode of every new segment. */
#include "create_meets_others.h"

#include "shmget_flags_tests.h"

#include <stdio.h>
#include <stdlib.h>

/* A size that is no whole number of pages. */
static size_t random_size(void)
{
    return 4096 * (1 + check_random(3)) + 1 + check_random(4000);
}

static void expect_created(struct actor *process, key_t key, size_t size)
{
    struct reply reply = actor_call(process, &segment_create, KEY(key), SIZE(size), MODE(0600));
    expect_that(!reply.failed || kernel_find_segment(key) == -1,
                "shmget(2), RETURN VALUE: -1 is the only failure, 0 is an identifier like others",
                "success", "segment_create returned -1, although the kernel has made the segment");
    expect_success(&reply, "shmget(2): IPC_CREAT makes the segment, IPC_EXCL alone does nothing");
    expect_segment_of_key(&reply, key);
    struct shmid_ds info = segment_look_up(&reply);
    expect_that(info.shm_segsz == size,
                "shmctl(2), shm_segsz: the kernel rounds memory up to pages and remembers the size "
                "as it was given",
                "the new segment to have the size that was asked for", "it has %zu bytes, not %zu",
                info.shm_segsz, size);
}

CHECK(create_new)
{
    struct actor *process = actor_spawn(NULL);
    /* The first identifier of a fresh namespace is 0: let that not be the one of the first call. */
    kernel_remove_segment(kernel_make_segment(kernel_fresh_key(), 1, 0600));
    key_t key = kernel_fresh_key();
    check_situation("No segment has the key.");
    expect_created(process, key, random_size());
    kernel_remove_segment(kernel_find_segment(key));

    key = fresh_negative_key();
    check_situation("No segment has the key, which is a negative number.");
    struct reply reply = actor_call(process, &segment_create, KEY(key), SIZE(100), MODE(0600));
    expect_success(&reply, look_at_sign);
    expect_segment_of_key(&reply, key);
    kernel_remove_segment(kernel_find_segment(key));

    if (kernel_set_next_segment_id(0)) {
        check_situation("No segment exists, and the next one gets the identifier 0, as the first "
                        "one after a start of the machine does.");
        expect_created(process, kernel_fresh_key(), random_size());
    }
}

/* That it was made by this very process makes a segment no newer. */
static void expect_own_refused(struct actor *process)
{
    key_t key = kernel_fresh_key();
    check_situation("No segment has the key. Then the same call comes once more.");
    struct reply reply = actor_call(process, &segment_create, KEY(key), SIZE(100), MODE(0600));
    expect_success(&reply, "shmget(2): IPC_CREAT and IPC_EXCL");
    reply = actor_call(process, &segment_create, KEY(key), SIZE(100), MODE(0600));
    expect_error(&reply, EEXIST,
                 "shmget(2), ERRORS: EEXIST, whoever has made the segment; shm_cpid does not tell "
                 "this call from an earlier one");
}

CHECK(create_refuses_existing)
{
    struct actor *process = actor_spawn(NULL);
    key_t key = kernel_fresh_key();
    struct bystander there = bystander_make(key, 5000, 0640);
    static const size_t sizes[] = {5000, 100};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        check_situation("A segment of 5000 bytes with this key exists, and somebody's data is in "
                        "it.");
        struct reply reply =
            actor_call(process, &segment_create, KEY(key), SIZE(sizes[i]), MODE(0600));
        bystander_expect_kept(&there);
        expect_error(&reply, EEXIST,
                     reply.failed ? "shmget(2), ERRORS: EEXIST is what shmget says with IPC_CREAT "
                                    "and IPC_EXCL together; a call after it may change errno"
                                  : "shmget(2), ERRORS: with IPC_CREAT and IPC_EXCL together a key "
                                    "that is taken gives EEXIST; without IPC_EXCL you get the "
                                    "segment of somebody else");
    }
    expect_own_refused(process);
    if (!check_under_valgrind()) {
        create_expect_beaten(process);
    }
}

/* --- mode ------------------------------------------------------------------------------------- */

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

/* False when it goes round and round instead, which the checks of segment_ensure tell. */
static bool fail_to_ensure(struct actor *process, key_t key, size_t size)
{
    enum { SPINS_MS = 500 };
    static unsigned char created;
    actor_start(process, &segment_ensure, KEY(key), SIZE(size), MODE(0600), CREATED(&created));
    if (actor_await_progress(process, SPINS_MS) == ACTOR_SPINS) {
        actor_kill(process);
        return false;
    }
    actor_wait(process);
    return true;
}

/* False when a call did not come back, and its process is gone. */
static bool expect_umask_kept_by_failures(struct actor *process)
{
    enum { MASK = 027 };
    struct bystander there = bystander_make(kernel_fresh_key(), 100, 0600);
    actor_set_umask(process, MASK);
    check_situation("A segment of 100 bytes with this key exists, and the umask is 0%03o.", MASK);
    actor_call(process, &segment_create, KEY(there.key), SIZE(100), MODE(0600));
    expect_umask_kept(process, MASK);
    if (!fail_to_ensure(process, there.key, 101)) {
        return false;
    }
    expect_umask_kept(process, MASK);
    check_situation("No segment can have 0 bytes, and the umask is 0%03o.", MASK);
    actor_call(process, &segment_create, KEY(kernel_fresh_key()), SIZE(0), MODE(0600));
    expect_umask_kept(process, MASK);
    if (!fail_to_ensure(process, kernel_fresh_key(), 0)) {
        return false;
    }
    expect_umask_kept(process, MASK);
    actor_call(process, &segment_private, SIZE(0), MODE(0600));
    expect_umask_kept(process, MASK);
    return true;
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
    bool goes_on = expect_umask_kept_by_failures(process);
    if (goes_on && !check_under_valgrind()) {
        create_expect_mode_never_more(process);
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
