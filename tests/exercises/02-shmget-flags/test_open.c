/* Exercise 02, segment_open and segments without a key. */
#include "shmget_flags_tests.h"

static void expect_opens(struct actor *process, const struct bystander *there, size_t min_size,
                         const char *look)
{
    struct reply reply = actor_call(process, &segment_open, KEY(there->key), SIZE(min_size));
    expect_success(&reply, look);
    expect_segment_of_key(&reply, there->key);
}

CHECK(open_existing)
{
    static const char look_at_size[] = "shmget(2): the size is a minimum when a segment is opened; "
                                       "any segment is large enough for 0";
    struct actor *process = actor_spawn(NULL);
    size_t size = 4500 + check_random(3000);
    struct bystander there = bystander_make(kernel_fresh_key(), size, 0600);
    check_situation("A segment of %zu bytes with this key exists.", size);
    expect_opens(process, &there, size, look_at_size);
    expect_opens(process, &there, size - 1, look_at_size);
    expect_opens(process, &there, 1, look_at_size);
    expect_opens(process, &there, 0, look_at_size);
    bystander_expect_kept(&there);

    struct bystander negative = bystander_make(fresh_negative_key(), 100, 0600);
    check_situation("A segment of 100 bytes with this key exists; the key is a negative number.");
    expect_opens(process, &negative, 100, look_at_sign);

    static const mode_t modes[] = {0400, 0200, 0};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        struct bystander shut = bystander_make(kernel_fresh_key(), 100, modes[i]);
        check_situation("A segment of 100 bytes with this key exists. Its owner, who is the "
                        "caller, has given it the mode 0%03o.",
                        modes[i]);
        expect_opens(process, &shut, 100,
                     "shmget(2), EACCES: permission bits in the flags of an opening call ask for "
                     "these permissions; 0 asks for none, and shmat(2) decides later. IPC_STAT "
                     "(shmctl(2)) wants to read");
        bystander_expect_kept(&shut);
    }

    key_t key = make_segment_zero();
    if (key != -1) {
        check_situation("The segment with this key has the identifier 0.");
        struct reply reply = actor_call(process, &segment_open, KEY(key), SIZE(100));
        expect_success(&reply, LOOK_AT_ZERO);
    }
}

CHECK(open_never_creates)
{
    static const char look[] = "shmget(2): ENOENT is the answer to a key that no segment has, when "
                               "IPC_CREAT is not among the flags; keep that errno";
    static const size_t sizes[] = {100, 5000, 1, 0, ((size_t)1 << 32) + 100};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        key_t key = kernel_fresh_key();
        check_situation("No segment has the key.");
        struct reply reply = actor_call(process, &segment_open, KEY(key), SIZE(sizes[i]));
        expect_error(&reply, ENOENT, look);
        expect_that(kernel_find_segment(key) == -1, look, "no segment to be made",
                    "a segment with this key exists now");
    }

    struct bystander gone = bystander_make(kernel_fresh_key(), 100, 0600);
    actor_call(process, &segment_open, KEY(gone.key), SIZE(100));
    kernel_remove_segment(gone.id);
    check_situation("We opened the segment that had the key. Then it was removed.");
    struct reply reply = actor_call(process, &segment_open, KEY(gone.key), SIZE(100));
    expect_error(&reply, ENOENT, look);
}

CHECK(open_checks_size)
{
    static const size_t sizes[] = {100, 4096, 5000};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct bystander there = bystander_make(kernel_fresh_key(), sizes[i], 0600);
        const size_t wanted[] = {sizes[i] + 1, sizes[i] + 5000, sizes[i] + FOUR_GIB, SIZE_MAX};
        for (size_t k = 0; k < sizeof wanted / sizeof wanted[0]; k++) {
            check_situation("A segment of %zu bytes with this key exists.", sizes[i]);
            struct reply reply =
                actor_call(process, &segment_open, KEY(there.key), SIZE(wanted[k]));
            expect_error(&reply, EINVAL,
                         "shmget(2), EINVAL: the kernel compares the size to the byte, if it is "
                         "handed the size");
        }
        bystander_expect_kept(&there);
    }
}

/* --- no key ----------------------------------------------------------------------------------- */

static void expect_private(const struct reply *reply, size_t size)
{
    expect_success(reply, "shmget(2): IPC_PRIVATE");
    struct shmid_ds info = segment_look_up(reply);
    expect_that(info.shm_perm.__key == IPC_PRIVATE,
                "shmget(2): with IPC_PRIVATE as the key a segment has none",
                "a segment without a key", "the new segment has a key by which others can find it");
    expect_that(info.shm_segsz == size, "shmctl(2), shm_segsz",
                "the new segment to have the size that was asked for", "it has %zu bytes, not %zu",
                info.shm_segsz, size);
}

CHECK(private_segment)
{
    struct actor *process = actor_spawn("the process");
    size_t size = 4097 + check_random(4000);
    check_situation("Two segments without a key are made, one after the other.");
    struct reply first = actor_call(process, &segment_private, SIZE(size), MODE(0600));
    expect_private(&first, size);
    struct reply second = actor_call(process, &segment_private, SIZE(100), MODE(0600));
    expect_that(second.failed || second.value != first.value,
                "shmget(2): IPC_PRIVATE makes a new segment in each call",
                "a new segment in each call", "both calls returned the same identifier");
    expect_private(&second, 100);
    actor_exit(process);
    check_situation("A process made a segment without a key, attached nothing, and ended.");
    segment_look_up(&first);

    if (make_way_for_zero()) {
        process = actor_spawn("another process");
        check_situation("The next segment gets the identifier 0.");
        struct reply reply = actor_call(process, &segment_private, SIZE(100), MODE(0600));
        expect_success(&reply, LOOK_AT_ZERO);
    }
}

CHECK(private_key_refused)
{
    static const char look[] = "shmget(2), IPC_PRIVATE: with this key a nameless segment is made "
                               "each time, even without IPC_CREAT; refuse it before you ask the "
                               "kernel";
    struct actor *process = actor_spawn(NULL);
    unsigned char created = 0;
    check_situation("IPC_PRIVATE stands where a key is needed.");
    struct reply reply =
        actor_call(process, &segment_create, KEY(IPC_PRIVATE), SIZE(100), MODE(0600));
    expect_error(&reply, EINVAL, look);
    reply = actor_call(process, &segment_open, KEY(IPC_PRIVATE), SIZE(100));
    expect_error(&reply, EINVAL, look);
    reply = actor_call(process, &segment_ensure, KEY(IPC_PRIVATE), SIZE(100), MODE(0600),
                       CREATED(&created));
    expect_error(&reply, EINVAL, look);
}
