/* Nothing is printed, whether a call succeeds or fails. */
#include "fixtures.h"

#include "examiner/silence.h"

/* What else is wrong with a result is the matter of other checks. */
static void listen_to_files(struct actor *process)
{
    check_situation("The current directory holds the files \"board\" and \"other\", and no file "
                    "\"missing\".");
    actor_call_silent(process, &make_key, TEXT("board"), INT(42));
    actor_call_silent(process, &make_key, TEXT("missing"), INT(42));
    actor_call_silent(process, &make_key, TEXT("board"), INT(256));
    actor_call_silent(process, &keys_collide, TEXT("board"), TEXT("other"), INT(42));
    actor_call_silent(process, &keys_collide, TEXT("board"), TEXT("./board"), INT(42));
    actor_call_silent(process, &keys_collide, TEXT("board"), TEXT("missing"), INT(42));
}

static void listen_to_text(struct actor *process)
{
    char text[32] = "";
    check_situation("%s", "");
    actor_call_silent(process, &split_key, KEY(0x2a0022bc));
    struct reply reply = actor_call_silent(process, &format_key, KEY(0x2a0022bc),
                                           BUFFER(text, sizeof text), SIZE(sizeof text));
    expect_success(&reply, "ftok_keys.h: format_key");
    actor_call_silent(process, &format_key, KEY(0x2a0022bc), BUFFER(text, sizeof text), SIZE(5));
}

CHECK_NATIVELY(prints_nothing)
{
    check_on_one_processor();
    struct actor *process = spawn_in_tmp();
    make_file("board");
    make_file("other");
    listen_to_files(process);
    listen_to_text(process);
}
