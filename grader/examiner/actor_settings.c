/* What a test does to an actor beside calling functions in it: set it up, look at it from outside. */
#include "examiner/actor.h"
#include "examiner/actor_private.h"
#include "examiner/recorder.h"
#include "examiner/session.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>

uint64_t actor_set(struct actor *actor, struct wire_request request, const char *data,
                   int descriptor)
{
    struct argument text = {0};
    if (data != NULL) {
        text = argument_text(data);
        request.count = 1;
    }
    struct wire_reply reply = {0};
    if (!actor_send(actor, &request, data != NULL ? &text : NULL, descriptor) ||
        !session_await_message(session_current(), actor->socket, actor) ||
        !actor_receive_answer(actor, &reply, NULL) || reply.event != WIRE_RETURNED) {
        session_end(FINDING_CRASH, NULL, "What did the calls before do to their process?",
                    "a process that goes on serving after the calls before",
                    "it has ended or refuses an ordinary system call");
    }
    return reply.value;
}

static struct wire_request setting(enum wire_operation operation, uint64_t first, uint64_t second)
{
    return (struct wire_request){.operation = operation,
                                 .arguments = {{.value = first}, {.value = second}}};
}

void actor_set_umask(struct actor *actor, mode_t mask)
{
    recorder_note(actor, "sets its umask to %03o", (unsigned)mask);
    actor_set(actor, setting(WIRE_UMASK, mask, 0), NULL, -1);
}

void actor_chdir(struct actor *actor, const char *path_inside)
{
    recorder_note(actor, "moves it to the folder %s", path_inside);
    actor_set(actor, setting(WIRE_CHDIR, 0, 0), path_inside, -1);
}

void actor_leave_descriptors(struct actor *actor, int count)
{
    if (count >= 0) {
        recorder_note(actor, "leaves it room for %d more descriptors", count);
    }
    actor_set(actor, setting(WIRE_FREE_DESCRIPTORS, (uint64_t)(int64_t)count, 0), NULL, -1);
}

void actor_leave_hole(struct actor *actor, uint64_t begin, uint64_t end)
{
    actor->hole_begin = begin;
    actor->hole_end = end;
}

void actor_limit(struct actor *actor, int resource, uint64_t soft)
{
    actor_set(actor, setting(WIRE_LIMIT, (uint64_t)resource, soft), NULL, -1);
}

void actor_catch(struct actor *actor, int signal)
{
    recorder_note(actor, "gives it a handler for SIG%s", sigabbrev_np(signal));
    actor_set(actor, setting(WIRE_CATCH, (uint64_t)signal, 0), NULL, -1);
}

void actor_step_wall_clock(struct actor *actor, int64_t nanoseconds)
{
    recorder_note(actor, "has its wall clock jump by %+.3f s at the next look",
                  (double)nanoseconds / 1e9);
    actor_set(actor, setting(WIRE_STEP_CLOCK, (uint64_t)nanoseconds, WIRE_WALL_CLOCK), NULL, -1);
}

void actor_pass_time(struct actor *actor, int64_t nanoseconds)
{
    recorder_note(actor, "has %.3f s pass at once at its next look at a clock",
                  (double)nanoseconds / 1e9);
    actor_set(actor, setting(WIRE_STEP_CLOCK, (uint64_t)nanoseconds, WIRE_ALL_CLOCKS), NULL, -1);
}

bool actor_read_memory(const struct actor *actor, uint64_t address, void *bytes, size_t length)
{
    struct iovec here = {bytes, length};
    struct iovec there = {(void *)(uintptr_t)address, length};
    return process_vm_readv(actor->pid, &here, 1, &there, 1, 0) == (ssize_t)length;
}

bool actor_write_memory(const struct actor *actor, uint64_t address, const void *bytes,
                        size_t length)
{
    struct iovec here = {(void *)(uintptr_t)bytes, length};
    struct iovec there = {(void *)(uintptr_t)address, length};
    bool stored = process_vm_writev(actor->pid, &here, 1, &there, 1, 0) == (ssize_t)length;
    if (stored) {
        recorder_note(actor, "stores %zu byte%s at %#llx", length, length == 1 ? "" : "s",
                      (unsigned long long)address);
    }
    return stored;
}

unsigned actor_count_mappings(const struct actor *actor)
{
    struct objects held = {0};
    ledger_read_process(&held, actor->pid);
    unsigned count = 0;
    for (size_t i = 0; i < held.count; i++) {
        enum object_kind kind = held.items[i].kind;
        count += kind == OBJECT_ATTACHMENT || kind == OBJECT_MAPPING;
    }
    objects_finish(&held);
    return count;
}

long actor_sleeping_in(const struct actor *actor)
{
    long number = usage_system_call(actor->pid);
    recorder_blocked(actor, number);
    return number;
}
