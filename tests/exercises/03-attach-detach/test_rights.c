/* What the kernel refuses, a call refuses as well, and says so with the kernel's errno. */
#include "attach_detach_check.h"
#include "people.h"

#include "examiner/trace.h"

#include <sys/syscall.h>

#define LOOK_MAY_NOT_READ "shmctl(2), ERRORS: EACCES: IPC_STAT asks for the right to read"

/* IPC_STAT wants to read; who knows another way (SHM_STAT_ANY) may answer all the same, truly. */
static void describe_what_may_not_be_read(struct actor *process, int id)
{
    struct segment_info info;
    memset(&info, 0x5a, sizeof info);
    struct reply reply =
        actor_call(process, &stat_call, SHMID(id), NAMED("&info", VARIABLE(&info)));
    if (reply.failed) {
        expect_failure(&reply, EACCES, LOOK_MAY_NOT_READ);
        return;
    }
    expect_that(info.size == 100 && info.attached == 0 && info.mode == 0200, LOOK_MAY_NOT_READ,
                "EACCES, or what the segment is in truth", "it says something else");
}

/* As above; but IPC_SET needs owner and group, and who has not learnt them guesses. */
static void change_what_may_not_be_read(struct actor *process, int id)
{
    struct altered asked = {.by_us = true};
    struct tracing tracing = {.visit = people_alter, .context = &asked};
    struct reply reply =
        check_under_valgrind()
            ? actor_call(process, &chmod_call, SHMID(id), MODE(0640))
            : actor_call_traced(process, &tracing, &chmod_call, SHMID(id), MODE(0640));
    if (reply.failed) {
        expect_failure(&reply, EACCES, LOOK_MAY_NOT_READ);
        expect_that(mode_of(id) == 0200, LOOK_MAY_NOT_READ,
                    "the mode to be as before when the call fails", "it is 0%03o now", mode_of(id));
        return;
    }
    expect_that(check_under_valgrind() || asked.informed, LOOK_MAY_NOT_READ,
                "-1 with errno EACCES (Permission denied)",
                "segment_chmod returned 0: IPC_SET was given an owner and a group that nobody had "
                "told it");
    expect_that(mode_of(id) == 0640, LOOK_MAY_NOT_READ,
                "EACCES, or the permission bits to be those asked for", "they are 0%03o",
                mode_of(id));
    set_mode(id, 0200);
}

/* The right to write alone: shmat, IPC_STAT and so all that builds on them want to read. */
static void use_what_may_not_be_read(struct actor *process, int id, const char *text)
{
    char buffer[100] = "";
    check_situation("A segment holds the text \"%s\". We own it, and its mode is 0200: we may not "
                    "read it.",
                    text);
    struct reply reply = actor_call(process, &attach_call, SHMID(id), BOOL(true));
    expect_null(&reply, EACCES, shmat_refusal(),
                "shmop(2), ERRORS: EACCES: no right, no attachment");
    describe_what_may_not_be_read(process, id);
    change_what_may_not_be_read(process, id);
    reply = actor_call(process, &read_text_call, SHMID(id),
                       NAMED("buffer", BUFFER(buffer, sizeof buffer)), SIZE(sizeof buffer));
    expect_one_of_failures(&reply, EACCES, shmat_refusal(), "the header: as segment_attach fails");
    reply = actor_call(process, &write_text_call, SHMID(id), TEXT("scribble"));
    expect_one_of_failures(&reply, EACCES, shmat_refusal(), "the header: as segment_attach fails");
    set_mode(id, 0600); /* without a sandbox the test itself has no more rights than anybody */
    expect_text(id, text, LOOK_MAY_NOT_READ,
                "the segment to be unchanged when it may not be written");
}

/* The sandbox has one user, and all segments are its own: so the kernel is made to say EPERM. */
static enum trace_verdict refuse_strangers(const struct trace_stop *stop, void *context, int *error)
{
    bool *refused = context;
    int command = (int)stop->arguments[1] & ~0x100; /* glibc adds IPC_64 on some machines */
    if (stop->moment != TRACE_BEFORE || stop->number != SYS_shmctl ||
        (command != IPC_RMID && command != IPC_SET)) {
        return TRACE_GO_ON;
    }
    *error = EPERM;
    *refused = true;
    return TRACE_FAIL;
}

static void alter_what_is_anothers(struct actor *process, int id)
{
    static const char look[] = "shmctl(2), ERRORS: EPERM: who may alter and remove";
    bool refused = false;
    struct tracing tracing = {.visit = refuse_strangers, .context = &refused};
    set_mode(id, 0666);
    check_situation("A segment of another user exists, with mode 0666: we may read and write it, "
                    "but neither remove nor change it (shmctl fails with EPERM).");
    struct reply reply = actor_call_traced(process, &tracing, &remove_call, SHMID(id));
    if (refused) {
        expect_failure(&reply, EPERM, look);
    }
    refused = false;
    reply = actor_call_traced(process, &tracing, &chmod_call, SHMID(id), MODE(0600));
    if (refused) {
        expect_failure(&reply, EPERM, look);
    }
}

CHECK(refusals_are_told)
{
    static const char text[] = "not for you";
    struct actor *process = actor_spawn(NULL);
    int id = make_filled(100, 'x');
    poke(id, text, sizeof text);
    set_mode(id, 0200);
    use_what_may_not_be_read(process, id, text);
    if (!check_under_valgrind()) {
        alter_what_is_anothers(process, id);
    }
}
