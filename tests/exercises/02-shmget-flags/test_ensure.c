/* Exercise 02, segment_ensure when nobody interferes. */
#include "shmget_flags_tests.h"

/* What *created holds before a call: neither true nor false, so that a function that leaves it
 * alone is seen. */
enum { NOT_WRITTEN = 0x5a };

static struct reply expect_ensured(struct actor *process, key_t key, bool made)
{
    unsigned char created = NOT_WRITTEN;
    struct reply reply =
        actor_call(process, &segment_ensure, KEY(key), SIZE(100), MODE(0600), CREATED(&created));
    expect_success(&reply, "shmget(2): create with IPC_CREAT | IPC_EXCL; after EEXIST open with 0");
    expect_segment_of_key(&reply, key);
    expect_that(created != NOT_WRITTEN,
                "shmget_flags.h: *created tells which of the two the call has done; what it held "
                "before is no answer",
                made ? "*created to be true: this very call made the segment"
                     : "*created to be false: the segment was there before this call",
                "the call succeeded and has not written *created");
    if (made) {
        expect_that(created == true,
                    "shmget(2): when shmget with IPC_CREAT | IPC_EXCL succeeds, this call has made "
                    "the segment",
                    "*created to be true: this very call made the segment",
                    "*created is false: nobody would initialise the segment");
    } else {
        expect_that(created == false,
                    "shmget(2), EEXIST: it alone says that the segment was there before this call; "
                    "shm_cpid, shm_nattch and the times do not",
                    "*created to be false: the segment was there before this call",
                    "*created is true: the segment would be initialised a second time, over the "
                    "data of those who use it");
    }
    return reply;
}

static void expect_size(const struct reply *reply, size_t size)
{
    struct shmid_ds info = segment_look_up(reply);
    expect_that(info.shm_segsz == size, "shmctl(2), shm_segsz",
                "the new segment to have the size that was asked for", "it has %zu bytes, not %zu",
                info.shm_segsz, size);
}

/* The identifier 0, found and made. */
static void ensure_zero(struct actor *process)
{
    unsigned char created = NOT_WRITTEN;
    key_t key = make_segment_zero();
    if (key == -1) {
        return;
    }
    check_situation("The segment with this key has the identifier 0; another program made it.");
    struct reply reply =
        actor_call(process, &segment_ensure, KEY(key), SIZE(100), MODE(0600), CREATED(&created));
    expect_success(&reply, LOOK_AT_ZERO);
    if (make_way_for_zero()) {
        check_situation("No segment has the key, and the next one gets the identifier 0.");
        reply = actor_call(process, &segment_ensure, KEY(key), SIZE(100), MODE(0600),
                           CREATED(&created));
        expect_success(&reply, LOOK_AT_ZERO);
    }
}

CHECK(ensure_created_flag)
{
    struct actor *first = actor_spawn("process A");
    struct actor *second = actor_spawn("process B");
    key_t key = kernel_fresh_key();
    unsigned char created = NOT_WRITTEN;
    check_situation("No segment has the key.");
    struct reply reply = expect_ensured(first, key, true);
    expect_size(&reply, 100);
    check_situation("Process A has made the segment of this key before, and nobody has attached "
                    "it.");
    expect_ensured(first, key, false);
    expect_ensured(second, key, false);

    kernel_remove_segment((int)reply.value);
    check_situation("Both processes have had a segment with this key before, but it was removed.");
    expect_ensured(second, key, true);
    check_situation("Both processes have had a segment with this key before. It was removed, and "
                    "process B has made another one.");
    expect_ensured(first, key, false);

    struct bystander there = bystander_make(kernel_fresh_key(), 100, 0600);
    check_situation("A segment of 100 bytes with this key exists; another program made it.");
    expect_ensured(first, there.key, false);

    key = fresh_negative_key();
    check_situation("No segment has the key, which is a negative number.");
    reply = actor_call(first, &segment_ensure, KEY(key), SIZE(100), MODE(0600), CREATED(&created));
    expect_success(&reply, look_at_sign);
    ensure_zero(first);
}

/* *created is the matter of the check above. */
static struct reply ensure(struct actor *process, key_t key, size_t size, mode_t mode)
{
    unsigned char created = 0;
    return actor_call(process, &segment_ensure, KEY(key), SIZE(size), MODE(mode),
                      CREATED(&created));
}

CHECK(ensure_keeps_existing)
{
    static const struct {
        mode_t has;
        mode_t asked;
    } modes[] = {{0400, 0600}, {0600, 0666}, {0640, 0400}, {0200, 0600}, {0, 0600}};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        struct bystander there = bystander_make(kernel_fresh_key(), 5000, modes[i].has);
        check_situation("A segment of 5000 bytes with this key exists; its permissions are 0%o.",
                        modes[i].has);
        struct reply reply = ensure(process, there.key, i == 0 ? 5000 : 100, modes[i].asked);
        expect_success(&reply, "shmget(2), EACCES: mode is for a segment that is made; in the "
                               "flags of an opening call it would ask for permissions");
        expect_segment_of_key(&reply, there.key);
        bystander_expect_kept(&there);
    }

    key_t key = kernel_fresh_key();
    int unused = kernel_make_segment(key, 5000, 0600);
    check_situation("A segment of 5000 bytes with this key exists, and nobody has ever attached "
                    "it.");
    struct reply reply = ensure(process, key, 100, 0600);
    expect_success(&reply, "shmget(2)");
    expect_that(kernel_find_segment(key) == unused,
                "shmctl(2): IPC_RMID is for those who made the segment; others know its identifier",
                "the segment that was there to stay as it was", "it was removed");
    expect_segment_of_key(&reply, key);

    check_situation("A segment of 5000 bytes with this key exists.");
    reply = ensure(process, key, 0, 0600);
    expect_success(&reply, "shmget(2), size: for a segment that exists it is the least that will "
                           "do, and any segment has 0 bytes");
    expect_segment_of_key(&reply, key);

    struct bystander small = bystander_make(kernel_fresh_key(), 100, 0600);
    static const size_t sizes[] = {101, 5000, FOUR_GIB + 100};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        check_situation("A segment of 100 bytes with this key exists: it is too small.");
        reply = ensure(process, small.key, sizes[i], 0600);
        bystander_expect_kept(&small);
        expect_error(&reply, EINVAL,
                     "shmget(2), EINVAL: hand the size to the opening call too, and keep the errno "
                     "of the call that decided");
    }
}
