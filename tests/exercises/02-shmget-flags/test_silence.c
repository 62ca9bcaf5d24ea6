/* Exercise 02: nothing is printed, whether a call succeeds or fails. */
#include "examiner/silence.h"

#include "shmget_flags_tests.h"

/* What else is wrong with a result is the matter of other checks. */
static void listen_to_refusals(struct actor *process, key_t key)
{
    unsigned char created = 0;
    actor_call_silent(process, &segment_create, KEY(key), SIZE(100), MODE(0600));
    actor_call_silent(process, &segment_open, KEY(key), SIZE(101));
    actor_call_silent(process, &segment_ensure, KEY(key), SIZE(101), MODE(0600), CREATED(&created));
}

CHECK_NATIVELY(prints_nothing)
{
    static const char look[] = "shmget_flags.h: segment_create";
    check_on_one_processor();
    unsigned char created = 0;
    struct actor *process = actor_spawn(NULL);
    key_t key = kernel_fresh_key();
    check_situation("No segment has the key.");
    actor_call_silent(process, &segment_open, KEY(key), SIZE(100));
    struct reply reply =
        actor_call_silent(process, &segment_create, KEY(key), SIZE(100), MODE(0600));
    expect_success(&reply, look);
    expect_segment_of_key(&reply, key); /* a function that does nothing has nothing to say */
    check_situation("A segment of 100 bytes with this key exists.");
    actor_call_silent(process, &segment_open, KEY(key), SIZE(100));
    actor_call_silent(process, &segment_ensure, KEY(key), SIZE(100), MODE(0600), CREATED(&created));
    listen_to_refusals(process, key);
    check_situation("No segment has the key.");
    actor_call_silent(process, &segment_ensure, KEY(kernel_fresh_key()), SIZE(100), MODE(0600),
                      CREATED(&created));
    check_situation("IPC_PRIVATE stands where a key is needed.");
    listen_to_refusals(process, IPC_PRIVATE);
    check_situation("%s", "");
    actor_call_silent(process, &segment_private, SIZE(100), MODE(0600));
    actor_call_silent(process, &segment_private, SIZE(100), MODE(01600));
}
