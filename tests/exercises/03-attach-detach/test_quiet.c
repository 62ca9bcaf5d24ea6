/* Every function once with success and once without: none of them prints. */
#include "attach_detach_check.h"

#include "../quiet.h"

static void succeed_quietly(struct actor *process)
{
    struct segment_info info;
    char buffer[100];
    int id = make_filled(100, 0);
    check_situation("A segment of 100 bytes exists.");
    struct reply reply = actor_call(process, &attach_call, SHMID(id), BOOL(false));
    uint64_t address = (uint64_t)reply.value;
    expect_attached(&reply);
    expect_quiet(&reply);
    reply = actor_call(process, &write_text_call, SHMID(id), TEXT("hello"));
    expect_quiet_success(&reply);
    reply = actor_call(process, &read_text_call, SHMID(id),
                       NAMED("buffer", BUFFER(buffer, sizeof buffer)), SIZE(sizeof buffer));
    expect_quiet_success(&reply);
    reply = actor_call(process, &stat_call, SHMID(id), NAMED("&info", VARIABLE(&info)));
    expect_quiet_success(&reply);
    reply = actor_call(process, &chmod_call, SHMID(id), MODE(0640));
    expect_quiet_success(&reply);
    reply = actor_call(process, &detach_call, NAMED("address", ADDRESS(address)));
    expect_quiet_success(&reply);
    reply = actor_call(process, &remove_call, SHMID(id));
    expect_quiet_success(&reply);
}

static void fail_quietly(struct actor *process)
{
    struct segment_info info;
    char buffer[100];
    int gone = make_gone();
    struct reply reply = actor_call(process, &attach_call, SHMID(gone), BOOL(false));
    expect_quiet(&reply);
    reply = actor_call(process, &write_text_call, SHMID(gone), TEXT("hello"));
    expect_quiet(&reply);
    reply = actor_call(process, &read_text_call, SHMID(gone),
                       NAMED("buffer", BUFFER(buffer, sizeof buffer)), SIZE(sizeof buffer));
    expect_quiet(&reply);
    reply = actor_call(process, &stat_call, SHMID(gone), NAMED("&info", VARIABLE(&info)));
    expect_quiet(&reply);
    reply = actor_call(process, &chmod_call, SHMID(gone), MODE(0640));
    expect_quiet(&reply);
    reply = actor_call(process, &detach_call, NULL_POINTER);
    expect_quiet(&reply);
    reply = actor_call(process, &remove_call, SHMID(gone));
    expect_quiet(&reply);
}

CHECK(prints_nothing)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    quiet_begin(process);
    succeed_quietly(process);
    fail_quietly(process);
}
