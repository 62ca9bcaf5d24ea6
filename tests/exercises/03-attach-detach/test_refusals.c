/* Arguments that are refused, and segments that go away, also between two system calls. */
#include "attach_detach_check.h"

#include "examiner/trace.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#define LOOK_NULL "the contract: a NULL pointer is EINVAL"

static void refuse_null(struct actor *process, int id)
{
    check_situation("A segment of 100 bytes exists.");
    struct reply reply = actor_call(process, &stat_call, SHMID(id), NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_NULL);
    reply = actor_call(process, &detach_call, NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_NULL);
    reply = actor_call(process, &write_text_call, SHMID(id), NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_NULL);
    reply = actor_call(process, &read_text_call, SHMID(id), NULL_POINTER, SIZE(100));
    expect_failure(&reply, EINVAL, LOOK_NULL);
    reply = actor_call(process, &read_text_call, SHMID(id), NULL_POINTER, SIZE(0));
    expect_failure(&reply, EINVAL, LOOK_NULL);
}

static void refuse_modes(struct actor *process, int id)
{
    static const mode_t foreign[] = {01640, 02640, 04640, 010640, 0100640, 0x80000000U};
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        check_situation("A segment with mode 0600 exists.");
        struct reply reply = actor_call(process, &chmod_call, SHMID(id), MODE(foreign[i]));
        expect_failure(&reply, EINVAL,
                       "the header: bits other than the nine, 0777, are EINVAL; IPC_SET itself "
                       "drops them in silence");
        expect_that(mode_of(id) == 0600, "check first, then IPC_SET",
                    "the mode to be as before when the call fails", "it is 0%03o now", mode_of(id));
    }
}

/* Arguments are judged before the kernel is asked, which would say EACCES here. */
static void refuse_first(struct actor *process, int id)
{
    static const char look[] = "the header: \"checks its arguments first\"";
    set_mode(id, 0);
    check_situation("A segment exists that we may neither read nor write (mode 0), and an argument "
                    "is wrong.");
    struct reply reply = actor_call(process, &stat_call, SHMID(id), NULL_POINTER);
    expect_failure(&reply, EINVAL, look);
    reply = actor_call(process, &chmod_call, SHMID(id), MODE(01640));
    expect_failure(&reply, EINVAL, look);
    reply = actor_call(process, &write_text_call, SHMID(id), NULL_POINTER);
    expect_failure(&reply, EINVAL, look);
    reply = actor_call(process, &read_text_call, SHMID(id), NULL_POINTER, SIZE(100));
    expect_failure(&reply, EINVAL, look);
    set_mode(id, 0600);
}

static void expect_unchanged(const void *bytes, size_t length, const char *what)
{
    expect_that(is_filled_with(bytes, length, 0x5a),
                "the contract: a call that fails writes nothing",
                "the caller's memory to be untouched by a call that failed",
                "%s was changed before success was certain", what);
}

static void refuse_gone(struct actor *process, int id)
{
    struct segment_info info;
    char buffer[32];
    memset(&info, 0x5a, sizeof info);
    memset(buffer, 0x5a, sizeof buffer);
    struct reply reply =
        actor_call(process, &stat_call, SHMID(id), NAMED("&info", VARIABLE(&info)));
    expect_one_of_failures(&reply, EINVAL, EIDRM, LOOK_GONE);
    expect_unchanged(&info, sizeof info, "*info");
    reply = actor_call(process, &chmod_call, SHMID(id), MODE(0600));
    expect_one_of_failures(&reply, EINVAL, EIDRM, LOOK_GONE);
    reply = actor_call(process, &write_text_call, SHMID(id), TEXT("hello"));
    expect_one_of_failures(&reply, EINVAL, EIDRM, LOOK_GONE);
    reply = actor_call(process, &read_text_call, SHMID(id),
                       NAMED("buffer", BUFFER(buffer, sizeof buffer)), SIZE(sizeof buffer));
    expect_one_of_failures(&reply, EINVAL, EIDRM, LOOK_GONE);
    expect_unchanged(buffer, sizeof buffer, "the buffer");
    reply = actor_call(process, &remove_call, SHMID(id));
    expect_one_of_failures(&reply, EINVAL, EIDRM, LOOK_GONE);
}

/* The place in the kernel's table is taken again, by a segment with another id. */
static void refuse_successor(struct actor *process)
{
    enum { PLACES = 1 << 15 }; /* an id is a place, and how often it was taken times this */
    int gone = make_gone();
    if (!kernel_set_next_segment_id(gone + PLACES) || make_filled(100, 's') != gone + PLACES) {
        return;
    }
    check_situation("The segment shmid has been removed, and a new one, with another id, has its "
                    "place in the kernel's table.");
    refuse_gone(process, gone);
}

/* What may come of a call whose system call met a removed segment: a failure that says so, or a
 * solution that found another way and has done its work. */
static void expect_gone(const struct reply *reply, bool done)
{
    if (reply->injected && (reply->failed || !done)) {
        expect_one_of_failures(reply, EINVAL, EIDRM, LOOK_GONE);
    }
}

static void stat_lost(struct actor *process, int id, struct fault fault)
{
    struct segment_info info;
    memset(&info, 0x5a, sizeof info);
    struct reply reply = actor_call_with_fault(process, fault, &stat_call, SHMID(id),
                                               NAMED("&info", VARIABLE(&info)));
    expect_gone(&reply, info.size == 100);
    if (reply.failed) {
        expect_unchanged(&info, sizeof info, "*info");
    }
}

static void chmod_lost(struct actor *process, int id, struct fault fault)
{
    struct reply reply = actor_call_with_fault(process, fault, &chmod_call, SHMID(id), MODE(0640));
    expect_gone(&reply, mode_of(id) == 0640);
    set_mode(id, 0600);
}

static void write_lost(struct actor *process, int id, struct fault fault)
{
    char seen[6];
    struct reply reply =
        actor_call_with_fault(process, fault, &write_text_call, SHMID(id), TEXT("other"));
    peek(id, seen, sizeof seen);
    expect_gone(&reply, memcmp(seen, "other", sizeof seen) == 0);
    poke(id, "hello", sizeof "hello");
}

static void read_lost(struct actor *process, int id, struct fault fault)
{
    char buffer[32];
    memset(buffer, 0x5a, sizeof buffer);
    struct reply reply =
        actor_call_with_fault(process, fault, &read_text_call, SHMID(id),
                              NAMED("buffer", BUFFER(buffer, sizeof buffer)), SIZE(sizeof buffer));
    expect_gone(&reply, memcmp(buffer, "hello", sizeof "hello") == 0);
    if (reply.failed) {
        expect_unchanged(buffer, sizeof buffer, "the buffer");
    }
}

/* Each system call in turn fails as if the segment had been removed right before it. What stays
 * attached then is found by the ledger, and counts in the leaks stage. */
static void lose_segment(struct actor *process, int id, struct fault fault, const char *name)
{
    check_situation("Another process removes a segment in the middle of a call: %s number %u that "
                    "the call makes fails with EIDRM.",
                    name, fault.nth);
    stat_lost(process, id, fault);
    chmod_lost(process, id, fault);
    write_lost(process, id, fault);
    read_lost(process, id, fault);
}

/* The bytes of private writable memory, as RLIMIT_DATA counts them (VmData, proc_pid_status(5)). */
static unsigned long long private_bytes(const struct actor *actor)
{
    char path[64];
    char line[128];
    unsigned long long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", actor_pid(actor));
    FILE *status = fopen(path, "re");
    while (status != NULL && kib == 0 && fgets(line, sizeof line, status) != NULL) {
        sscanf(line, "VmData: %llu", &kib);
    }
    if (status != NULL) {
        fclose(status);
    }
    return kib * 1024;
}

/* A solution that copies the whole segment to the heap has to bear that malloc fails; the others
 * succeed. What stays attached is again for the ledger. */
static void run_out_of_memory(struct actor *process)
{
    enum { SEGMENT = 2 << 20, LEFT = 256 << 10 };
    int id = kernel_make_segment(kernel_fresh_key(), SEGMENT, 0600);
    char buffer[32];
    poke(id, "hello", sizeof "hello");
    memset(buffer, 0x5a, sizeof buffer);
    check_situation(
        "A segment of 2 MiB holds the text \"hello\", and the process has a quarter of a "
        "MiB left for its heap (RLIMIT_DATA).");
    actor_limit(process, RLIMIT_DATA, private_bytes(process) + LEFT);
    struct reply reply =
        actor_call(process, &read_text_call, SHMID(id),
                   NAMED("buffer", BUFFER(buffer, sizeof buffer)), SIZE(sizeof buffer));
    if (reply.failed) {
        expect_failure(&reply, ENOMEM, "malloc(3): NULL and ENOMEM");
        expect_unchanged(buffer, sizeof buffer, "the buffer");
    } else {
        expect_value(&reply, 5, "malloc(3): NULL and ENOMEM");
    }
    reply = actor_call(process, &write_text_call, SHMID(id), TEXT("hallo"));
    if (reply.failed) {
        expect_failure(&reply, ENOMEM, "malloc(3): NULL and ENOMEM");
    }
}

CHECK(refuses_bad_arguments)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    int id = make_filled(100, 0);
    poke(id, "hello", sizeof "hello");
    refuse_null(process, id);
    refuse_modes(process, id);
    refuse_first(process, id);
    char seen[6];
    peek(id, seen, sizeof seen);
    expect_that(strcmp(seen, "hello") == 0, "the contract: a call that fails changes nothing",
                "the segment to keep its contents", "they have changed");

    int gone = make_gone();
    check_situation("The segment shmid has been removed.");
    refuse_gone(process, gone);
    refuse_successor(process);
    check_situation("shmid is -1: no segment has that id.");
    refuse_gone(process, -1);
    for (unsigned nth = 1; nth <= 2 && !check_under_valgrind(); nth++) {
        struct fault control = {.number = SYS_shmctl, .nth = nth, .error = EIDRM};
        struct fault attaching = {.number = SYS_shmat, .nth = nth, .error = EIDRM};
        lose_segment(process, id, control, "shmctl");
        lose_segment(process, id, attaching, "shmat");
    }
    if (!check_under_valgrind()) {
        run_out_of_memory(process);
    }
}
