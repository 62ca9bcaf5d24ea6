/* What there is now, told in full to the one before and in differences to the grader. */
#include "examiner/snapshot.h"

#include "base/cleanup.h"
#include "base/text.h"
#include "base/utf8.h"
#include "examiner/actor_private.h"
#include "examiner/session.h"
#include "examiner/snapshot_private.h"
#include "examiner/system_call_text.h"
#include "examiner/usage.h"

#include <string.h>
#include <sys/syscall.h>

json_t *snapshot_object(json_t *objects, const char *kind)
{
    json_t *object = json_pack("{s:s, s:[]}", "kind", kind, "attachments");
    json_array_append_new(objects, object);
    return object;
}

void snapshot_attach(json_t *object, const struct mapping *mapping, uint64_t address)
{
    json_array_append_new(json_object_get(object, "attachments"),
                          json_pack("{s:i, s:I, s:b}", "actor", (int)mapping->actor->number,
                                    "address", (json_int_t)address, "read_only",
                                    mapping->read_only));
}

void snapshot_set_bytes(json_t *object, const unsigned char *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    char hex[2 * SNAPSHOT_BYTES_MAX];
    size_t shown = length < SNAPSHOT_BYTES_MAX ? length : SNAPSHOT_BYTES_MAX;
    for (size_t i = 0; bytes != NULL && i < shown; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    json_object_set_new(object, "bytes",
                        bytes != NULL ? json_stringn(hex, 2 * shown) : json_null());
}

void snapshot_set_string(json_t *object, const char *key, const char *string)
{
    AUTO_TEXT struct text valid = {0};
    utf8_append_valid(&valid, string, strlen(string));
    json_object_set_new(object, key, json_string(text_string(&valid)));
}

/* Between two calls the driver itself sleeps in recvmsg: then a process waits for nothing of its
 * own. */
static void add_process(json_t *processes, const struct actor *actor)
{
    char state[2] = {actor->ended ? '\0' : usage_state(actor->pid), '\0'};
    long number = state[0] == 'S' ? usage_system_call(actor->pid) : -1;
    bool waits = number >= 0 && number != SYS_recvmsg && number != SYS_sendmsg;
    json_array_append_new(processes,
                          json_pack("{s:i, s:s, s:s?}", "actor", (int)actor->number, "state", state,
                                    "sleeping_in", waits ? system_call_name(number) : NULL));
}

/* The session has the newest actor first. */
static void add_processes(json_t *processes, const struct actor *actor)
{
    if (actor != NULL) {
        add_processes(processes, actor->next);
        add_process(processes, actor);
    }
}

static json_t *take(const struct session *session)
{
    json_t *objects = json_array();
    json_t *processes = json_array();
    AUTO(mappings_finish) struct mappings mappings = {0};
    mappings_read(&mappings, session);
    snapshot_add_segments(objects, session, &mappings);
    snapshot_add_names(objects, &mappings);
    snapshot_add_areas(objects, session, &mappings);
    snapshot_add_semaphores(objects);
    add_processes(processes, session->recorded);
    return json_pack("{s:o, s:o}", "objects", objects, "processes", processes);
}

static bool are_one(const json_t *a, const json_t *b)
{
    static const char *const identity[] = {"kind", "id", "name"};
    for (size_t i = 0; i < sizeof identity / sizeof identity[0]; i++) {
        const json_t *mine = json_object_get(a, identity[i]);
        const json_t *other = json_object_get(b, identity[i]);
        if (mine != other && !json_equal(mine, other)) {
            return false;
        }
    }
    return true;
}

/* Leaves bytes out that are those of the snapshot before. */
static void leave_out_known_bytes(json_t *snapshot, const json_t *before)
{
    size_t index, other;
    json_t *object, *old;
    json_array_foreach(json_object_get(snapshot, "objects"), index, object)
    {
        json_array_foreach(json_object_get(before, "objects"), other, old)
        {
            if (are_one(object, old) &&
                json_equal(json_object_get(object, "bytes"), json_object_get(old, "bytes"))) {
                json_object_del(object, "bytes");
                break;
            }
        }
    }
}

json_t *snapshot_take(struct session *session)
{
    json_t *now = take(session);
    if (json_equal(now, session->snapshot)) {
        json_decref(now);
        return NULL;
    }
    json_t *told = json_deep_copy(now);
    leave_out_known_bytes(told, session->snapshot);
    json_decref(session->snapshot);
    session->snapshot = now;
    return told;
}
