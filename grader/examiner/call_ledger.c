/* What a call left behind, settled with what it may leave. */
#include "examiner/actor_private.h"
#include "examiner/ledger.h"
#include "examiner/session.h"

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
        return LEAVES_OBJECT;
    case OBJECT_DESCRIPTOR:
        return LEAVES_DESCRIPTOR;
    case OBJECT_ATTACHMENT:
        return LEAVES_ATTACHMENT;
    case OBJECT_MAPPING:
        return LEAVES_MAPPING;
    case OBJECT_STATE:
        return LEAVES_NOTHING;
    }
    return 0;
}

/* Goes through what is there now and was not before: one of each promised kind may stay, more than
 * one where anything may. */
static void settle_difference(const struct objects *before, const struct objects *after,
                              unsigned may_leave, const char *call, const struct wire_reply *wire)
{
    struct session *session = session_current();
    for (size_t i = 0; i < after->count; i++) {
        const struct object_entry *entry = &after->items[i];
        unsigned bit = leaves_bit(entry->kind);
        if (objects_contain(before, entry) || objects_contain(&session->ours, entry) ||
            !ledger_is_ours(entry)) {
            continue;
        }
        if (entry->kind <= OBJECT_NAME) {
            objects_add(&session->ours, entry); /* said or allowed once is enough */
        }
        if (may_leave & bit) {
            may_leave &= may_leave == LEAVES_ANYTHING ? may_leave : ~bit;
        } else {
            ledger_report_leak(entry, call, wire);
        }
    }
}

void call_settle_ledger(struct actor *actor, const struct reply *reply,
                        const struct wire_reply *wire)
{
    struct session *session = session_current();
    struct pending_call *call = &actor->call;
    unsigned may_leave = reply->failed ? LEAVES_NOTHING : call->function->leaves;
    struct objects now = {0};
    ledger_read_process(&now, actor->pid);
    settle_difference(&call->held, &now, may_leave, call->text, wire);
    if (call->alone && call->overlaps == session->overlaps) {
        ledger_read_kernel(&now);
        settle_difference(&call->existed, &now, may_leave, call->text, wire);
    }
    objects_finish(&now);
}
