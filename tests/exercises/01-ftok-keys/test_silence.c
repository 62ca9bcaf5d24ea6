/* Nothing is printed, whether a call succeeds or fails. */
#include "fixtures.h"

#include "examiner/silence.h"

#define LOOK "the contract in ftok_keys.h"

CHECK_NATIVELY(prints_nothing)
{
    char text[11] = "";
    struct actor *process = spawn_in_tmp();
    make_file("board");
    make_file("other");
    check_situation("The current directory holds the files \"board\" and \"other\", and no file "
                    "\"missing\".");
    struct reply reply = actor_call_silent(process, &make_key, TEXT("board"), INT(42));
    expect_success(&reply, LOOK);
    reply = actor_call_silent(process, &make_key, TEXT("missing"), INT(42));
    expect_failure(&reply, ENOENT, LOOK);
    reply = actor_call_silent(process, &make_key, TEXT("board"), INT(256));
    expect_failure(&reply, EINVAL, LOOK);
    reply = actor_call_silent(process, &keys_collide, TEXT("board"), TEXT("other"), INT(42));
    expect_success(&reply, LOOK);
    reply = actor_call_silent(process, &keys_collide, TEXT("board"), TEXT("./board"), INT(42));
    expect_success(&reply, LOOK);
    reply = actor_call_silent(process, &keys_collide, TEXT("board"), TEXT("missing"), INT(42));
    expect_failure(&reply, ENOENT, LOOK);

    check_situation("%s", "");
    actor_call_silent(process, &split_key, KEY(0x2a0022bc));
    reply = actor_call_silent(process, &format_key, KEY(0x2a0022bc), BUFFER(text, sizeof text),
                              SIZE(sizeof text));
    expect_success(&reply, LOOK);
    reply = actor_call_silent(process, &format_key, KEY(0x2a0022bc), BUFFER(text, sizeof text),
                              SIZE(5));
    expect_failure(&reply, ERANGE, LOOK);
    reply = actor_call_silent(process, &format_key, KEY(0x2a0022bc), NULL_POINTER, SIZE(0));
    expect_failure(&reply, EINVAL, LOOK);
}
