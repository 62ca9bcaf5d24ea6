/* What a call left behind, settled with what it may leave. */
#include "examiner/actor_private.h"
#include "examiner/ledger.h"
#include "examiner/noted.h"
#include "examiner/record.h"
#include "examiner/session.h"

#include <stdio.h>

/* Kinds as bits of enum leaves. */
static unsigned leaves_bit(enum object_kind kind)
{
    switch (kind) {
    case OBJECT_SHM:
        return LEAVES_SEGMENT;
    case OBJECT_SEM:
    case OBJECT_MSG:
    case OBJECT_QUEUE:
        return LEAVES_SEMAPHORES;
    case OBJECT_NAME:
    case OBJECT_FILE:
        return LEAVES_OBJECT;
    case OBJECT_DESCRIPTOR:
        return LEAVES_DESCRIPTOR;
    case OBJECT_ATTACHMENT:
        return LEAVES_ATTACHMENT;
    case OBJECT_MAPPING:
        return LEAVES_MAPPING;
    case OBJECT_STATE:
        return LEAVES_STATE;
    case OBJECT_MEMORY:
    case OBJECT_THREAD:
    case OBJECT_CHILD:
        return LEAVES_NOTHING;
    }
    return 0;
}

/* Threads and processes are told by their number: their ids mean nothing to anybody. */
static void report_tasks(enum object_kind kind, unsigned count, const char *call,
                         const struct wire_reply *wire, uint64_t function_offset)
{
    struct object_entry left = {.kind = kind};
    bool threads = kind == OBJECT_THREAD;
    const char *fate = threads ? "still running" : "not waited for";
    if (count == 1) {
        snprintf(left.name, sizeof left.name, "a %s %s", threads ? "thread" : "process", fate);
    } else {
        snprintf(left.name, sizeof left.name, "%u %s %s", count, threads ? "threads" : "processes",
                 fate);
    }
    uint64_t made = ledger_place_of(&left, wire);
    record_leak("process", &left, call, made != 0 ? made : function_offset);
}

static void settle_tasks_of(enum object_kind kind, const struct objects *before,
                            const struct objects *after, const char *call,
                            const struct wire_reply *wire, uint64_t function_offset)
{
    struct session *session = session_current();
    unsigned count = 0;
    for (size_t i = 0; i < after->count; i++) {
        const struct object_entry *entry = &after->items[i];
        if (entry->kind == kind && !objects_contain(before, entry) &&
            !objects_contain(&session->ours, entry)) {
            noted_own(entry);
            count++;
        }
    }
    if (count > 0) {
        report_tasks(kind, count, call, wire, function_offset);
    }
}

void call_settle_tasks(const struct objects *before, const struct objects *after, const char *call,
                       const struct wire_reply *wire, uint64_t function_offset)
{
    settle_tasks_of(OBJECT_THREAD, before, after, call, wire, function_offset);
    settle_tasks_of(OBJECT_CHILD, before, after, call, wire, function_offset);
}

static bool is_task(const struct object_entry *entry)
{
    return entry->kind == OBJECT_THREAD || entry->kind == OBJECT_CHILD;
}

/* More than a learner reads; of a flood the first ones say enough. */
enum { TOLD_MAX = 64 };

/* Goes through what is there now and was not before: one of each promised kind may stay, more than
 * one where anything may. */
static void settle_difference(const struct objects *before, const struct objects *after,
                              unsigned may_leave, const char *call, const struct wire_reply *wire)
{
    struct session *session = session_current();
    unsigned told = 0;
    for (size_t i = 0; i < after->count; i++) {
        const struct object_entry *entry = &after->items[i];
        unsigned bit = leaves_bit(entry->kind);
        if (is_task(entry) || objects_contain(before, entry) ||
            objects_contain(&session->ours, entry) || !ledger_is_ours(entry)) {
            continue;
        }
        if (entry->kind <= OBJECT_NAME) {
            noted_own(entry); /* said or allowed once is enough */
        }
        if (may_leave & bit) {
            may_leave &= may_leave == LEAVES_ANYTHING ? may_leave : ~bit;
        } else if (told++ < TOLD_MAX) {
            ledger_report_leak(entry, call, wire);
        }
    }
}

static bool has_tasks(const struct objects *objects)
{
    for (size_t i = 0; i < objects->count; i++) {
        if (is_task(&objects->items[i])) {
            return true;
        }
    }
    return false;
}

/* A process that was told nothing since its last call holds what it held after that, unless something in it
 * goes on by itself. */
void call_begin_ledger(struct actor *actor)
{
    struct objects *held = &actor->call.held;
    if (actor->resting.count == 0) {
        ledger_read_process(held, actor->pid);
        return;
    }
    objects_finish(held);
    *held = actor->resting;
    actor->resting = (struct objects){0};
}

void call_settle_ledger(struct actor *actor, const struct reply *reply,
                        const struct wire_reply *wire)
{
    struct session *session = session_current();
    struct pending_call *call = &actor->call;
    unsigned may_leave = reply->failed ? LEAVES_NOTHING : call->function->leaves;
    struct objects now = {0};
    ledger_read_process(&now, actor->pid);
    ledger_add_traits(&now, wire->changed);
    ledger_add_memory(&now, actor->pid, wire);
    settle_difference(&call->held, &now, may_leave, call->text, wire);
    if (has_tasks(&now)) {
        /* First: where the limit is met before the call comes back, nobody knows what it would have left. */
        actor_check_processes(actor);
        call_settle_tasks(&call->held, &now, call->text, wire, wire->function_offset);
    } else {
        objects_finish(&actor->resting);
        actor->resting = now;
        now = (struct objects){0};
    }
    if (call->alone && call->overlaps == session->overlaps) {
        ledger_read_kernel(&now);
        if (call->files_watched) {
            ledger_add_files(&now);
        }
        settle_difference(&call->existed, &now, may_leave, call->text, wire);
    }
    objects_finish(&now);
}
