/* What the kernel refuses, a call refuses as well, and says so with the kernel's errno. */
#include "attach_detach_check.h"

#include "examiner/trace.h"

#include <sys/syscall.h>

/* The right to write alone: shmat, IPC_STAT and so all that builds on them want to read. */
static void use_what_may_not_be_read(struct actor *process, int id, const char *text)
{
    static const char look[] = "shmctl(2), ERRORS: EACCES: IPC_STAT asks for the right to read";
    struct segment_info info;
    char buffer[100] = "";
    check_situation("A segment holds the text \"%s\". We own it, and its mode is 0200: we may not "
                    "read it.",
                    text);
    struct reply reply = actor_call(process, &attach_call, SHMID(id), BOOL(true));
    expect_null(&reply, EACCES, shmat_refusal(),
                "shmop(2), ERRORS: EACCES: no right, no attachment");
    reply = actor_call(process, &stat_call, SHMID(id), NAMED("&info", VARIABLE(&info)));
    expect_failure(&reply, EACCES, look);
    reply = actor_call(process, &chmod_call, SHMID(id), MODE(0640));
    expect_failure(&reply, EACCES, look);
    expect_that(mode_of(id) == 0200, look, "the mode to be as before when the call fails",
                "it is 0%03o now", mode_of(id));
    reply = actor_call(process, &read_text_call, SHMID(id),
                       NAMED("buffer", BUFFER(buffer, sizeof buffer)), SIZE(sizeof buffer));
    expect_one_of_failures(&reply, EACCES, shmat_refusal(), "the header: as segment_attach fails");
    reply = actor_call(process, &write_text_call, SHMID(id), TEXT("scribble"));
    expect_one_of_failures(&reply, EACCES, shmat_refusal(), "the header: as segment_attach fails");
    set_mode(id, 0600); /* without a sandbox the test itself has no more rights than anybody */
    expect_text(id, text, look, "the segment to be unchanged when it may not be written");
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
