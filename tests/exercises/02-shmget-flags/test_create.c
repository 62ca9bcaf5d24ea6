/* Exercise 02, segment_create. */
#include "create_meets_others.h"

#include "shmget_flags_tests.h"

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

static void expect_to_outlive_its_creator(void)
{
    struct actor *creator = actor_spawn("the creator");
    struct reply reply =
        actor_call(creator, &segment_create, KEY(kernel_fresh_key()), SIZE(100), MODE(0600));
    expect_success(&reply, "shmget(2): IPC_CREAT and IPC_EXCL");
    actor_exit(creator);
    check_situation("A process made a segment, attached nothing, and exited.");
    segment_look_up(&reply);
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
    expect_to_outlive_its_creator();
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
