/* Exercise 02: nothing is printed, whether a call succeeds or fails. */
#include "examiner/silence.h"

#include "shmget_flags_tests.h"

static const char look[] = "the contract in shmget_flags.h";

static void expect_quiet_refusals(struct actor *process, key_t key, int create_error)
{
    unsigned char created = 0;
    struct reply reply =
        actor_call_silent(process, &segment_create, KEY(key), SIZE(100), MODE(0600));
    expect_error(&reply, create_error, look);
    reply = actor_call_silent(process, &segment_open, KEY(key), SIZE(101));
    expect_error(&reply, EINVAL, look);
    reply = actor_call_silent(process, &segment_ensure, KEY(key), SIZE(101), MODE(0600),
                              CREATED(&created));
    expect_error(&reply, EINVAL, look);
}

CHECK_NATIVELY(prints_nothing)
{
    unsigned char created = 0;
    struct actor *process = actor_spawn(NULL);
    key_t key = kernel_fresh_key();
    check_situation("No segment has the key.");
    struct reply reply = actor_call_silent(process, &segment_open, KEY(key), SIZE(100));
    expect_error(&reply, ENOENT, look);
    reply = actor_call_silent(process, &segment_create, KEY(key), SIZE(100), MODE(0600));
    expect_success(&reply, look);
    check_situation("A segment of 100 bytes with this key exists.");
    reply = actor_call_silent(process, &segment_open, KEY(key), SIZE(100));
    expect_success(&reply, look);
    reply = actor_call_silent(process, &segment_ensure, KEY(key), SIZE(100), MODE(0600),
                              CREATED(&created));
    expect_success(&reply, look);
    expect_quiet_refusals(process, key, EEXIST);
    check_situation("No segment has the key.");
    reply = actor_call_silent(process, &segment_ensure, KEY(kernel_fresh_key()), SIZE(100),
                              MODE(0600), CREATED(&created));
    expect_success(&reply, look);
    check_situation("IPC_PRIVATE stands where a key is needed.");
    expect_quiet_refusals(process, IPC_PRIVATE, EINVAL);
    check_situation("%s", "");
    reply = actor_call_silent(process, &segment_private, SIZE(100), MODE(0600));
    expect_success(&reply, look);
    reply = actor_call_silent(process, &segment_private, SIZE(100), MODE(01600));
    expect_error(&reply, EINVAL, look);
}
