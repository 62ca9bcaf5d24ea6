#include "examiner/actor.h"
#include "examiner/check.h"
#include "examiner/kernel.h"

static const struct function segment_attach = { "segment_attach", RETURNS_POINTER, LEAVES_ATTACHMENT };
static const struct function segment_detach = { "segment_detach", RETURNS_INT, LEAVES_NOTHING };
static const struct function segment_read_text = { "segment_read_text", RETURNS_SSIZE, LEAVES_NOTHING };
static const struct function segment_write_text = { "segment_write_text", RETURNS_SSIZE, LEAVES_NOTHING };

CHECK(attach_writable)
{
    struct actor *process = actor_spawn(NULL);
    int id = kernel_make_segment(kernel_fresh_key(), 100, 0600);
    check_situation("A segment of 100 bytes exists.");
    struct reply reply = actor_call(process, &segment_attach, INT(id), BOOL(false));
    expect_success(&reply, "shmat(2)");
    expect_that(actor_write_memory(process, (uint64_t)reply.value, "x", 1), "shmat(2)", "a store to work", "it faults");
    struct reply detached = actor_call(process, &segment_detach, ADDRESS(reply.value));
    expect_success(&detached, "shmdt(2)");
}

CHECK(text_round_trip)
{
    struct actor *process = actor_spawn(NULL);
    int id = kernel_make_segment(kernel_fresh_key(), 100, 0600);
    check_situation("A segment of 100 bytes exists.");
    struct reply reply = actor_call(process, &segment_write_text, INT(id), TEXT("hello"));
    expect_value(&reply, 5, "strlen(3)");
    char buffer[20] = "....";
    reply = actor_call(process, &segment_read_text, INT(id), BUFFER(buffer, sizeof buffer), SIZE(sizeof buffer));
    expect_value(&reply, 5, "strlen(3)");
    expect_that(strcmp(buffer, "hello") == 0, "memcpy", "hello", "%s", buffer);
}
