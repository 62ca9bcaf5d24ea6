/* What the student's code says that it made (the driver's shims note it), held against what is there: whose
 * an object is, and which line made it. Nothing here decides whether something leaked. */
#include "examiner/ledger.h"

#include "examiner/actor_private.h"
#include "examiner/record.h"
#include "examiner/session.h"
#include "protocol/wire.h"

#include <stdio.h>
#include <string.h>
#include <sys/shm.h>

/* A named semaphore lies under /dev/shm as "sem." and its name (sem_overview(7)): both are noted. */
static void note_name(struct objects *made, const char *name)
{
    struct object_entry entry = {.kind = OBJECT_NAME};
    snprintf(entry.name, sizeof entry.name, "%s", name);
    objects_keep(made, &entry);
    snprintf(entry.name, sizeof entry.name, "/sem.%s", name[0] == '/' ? name + 1 : name);
    objects_keep(made, &entry);
}

static void note_creation(struct objects *made, const struct wire_creation *creation)
{
    struct object_entry entry = {.id = creation->id};
    switch (creation->object) {
    case WIRE_OBJECT_SHM:
        entry.kind = OBJECT_SHM;
        break;
    case WIRE_OBJECT_SEM:
        entry.kind = OBJECT_SEM;
        break;
    case WIRE_OBJECT_MSG:
        entry.kind = OBJECT_MSG;
        break;
    case WIRE_OBJECT_QUEUE:
        entry.kind = OBJECT_QUEUE;
        snprintf(entry.name, sizeof entry.name, "%s", creation->name);
        break;
    case WIRE_OBJECT_POSIX:
        note_name(made, creation->name);
        return;
    default:
        return;
    }
    objects_keep(made, &entry);
}

void ledger_note_print(const struct wire_reply *reply)
{
    struct session *session = session_current();
    if (reply->printed_offset != 0 && !session->printed) {
        session->printed = true;
        record_print(reply->printed_offset);
    }
}

void ledger_note_creations(const struct wire_reply *reply)
{
    struct session *session = session_current();
    ledger_note_print(reply);
    struct object_entry child = {.kind = OBJECT_CHILD};
    uint64_t fork = ledger_place_of(&child, reply);
    session->last_fork_offset = fork != 0 ? fork : session->last_fork_offset;
    for (uint32_t i = 0; session->reduced && i < reply->creation_count; i++) {
        note_creation(&session->made, &reply->creations[i]);
    }
}

/* An actor, or a process that one of them has left behind. */
static bool is_of_the_run(const struct session *session, pid_t pid)
{
    for (const struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (actor->pid == pid) {
            return true;
        }
    }
    struct object_entry child = {.kind = OBJECT_CHILD, .id = (uint64_t)pid};
    return objects_contain(&session->ours, &child);
}

static bool was_created_in_the_run(const struct session *session, const struct object_entry *entry)
{
    struct shmid_ds state;
    return entry->kind == OBJECT_SHM && shmctl((int)entry->id, IPC_STAT, &state) == 0 &&
           is_of_the_run(session, state.shm_cpid);
}

bool ledger_is_ours(const struct object_entry *entry)
{
    struct session *session = session_current();
    return !session->reduced || entry->kind > OBJECT_NAME || entry->kind == OBJECT_FILE ||
           objects_contain(&session->ours, entry) || objects_contain(&session->made, entry) ||
           was_created_in_the_run(session, entry);
}

static enum wire_object made_as(enum object_kind kind)
{
    static const enum wire_object objects[] = {
        [OBJECT_SHM] = WIRE_OBJECT_SHM,
        [OBJECT_SEM] = WIRE_OBJECT_SEM,
        [OBJECT_MSG] = WIRE_OBJECT_MSG,
        [OBJECT_NAME] = WIRE_OBJECT_POSIX,
        [OBJECT_QUEUE] = WIRE_OBJECT_QUEUE,
        [OBJECT_DESCRIPTOR] = WIRE_OBJECT_DESCRIPTOR,
        [OBJECT_ATTACHMENT] = WIRE_OBJECT_ATTACHMENT,
        [OBJECT_MAPPING] = WIRE_OBJECT_MAPPING,
        [OBJECT_MEMORY] = WIRE_OBJECT_MAPPING,
        [OBJECT_THREAD] = WIRE_OBJECT_THREAD,
        [OBJECT_CHILD] = WIRE_OBJECT_CHILD,
        [OBJECT_FILE] = 0,
        [OBJECT_STATE] = 0,
    };
    return objects[kind];
}

static bool made_this(const struct wire_creation *creation, const struct object_entry *entry)
{
    switch (entry->kind) {
    case OBJECT_SHM:
        return creation->object == WIRE_OBJECT_SHM && creation->id == entry->id;
    case OBJECT_SEM:
        return creation->object == WIRE_OBJECT_SEM && creation->id == entry->id;
    case OBJECT_MSG:
        return creation->object == WIRE_OBJECT_MSG && creation->id == entry->id;
    case OBJECT_NAME: {
        /* sem_open puts "sem." before the name (sem_overview(7)). */
        const char *stem = strncmp(entry->name, "/sem.", 5) == 0 ? entry->name + 4 : entry->name;
        return creation->object == WIRE_OBJECT_POSIX &&
               strncmp(creation->name + 1, stem + 1, sizeof creation->name - 2) == 0;
    }
    case OBJECT_QUEUE:
        return creation->object == WIRE_OBJECT_QUEUE &&
               strncmp(creation->name, entry->name, sizeof creation->name - 1) == 0;
    case OBJECT_DESCRIPTOR:
        return (creation->object == WIRE_OBJECT_DESCRIPTOR ||
                creation->object == WIRE_OBJECT_QUEUE) &&
               creation->id == entry->id;
    case OBJECT_ATTACHMENT:
        return creation->object == WIRE_OBJECT_ATTACHMENT && creation->id == entry->id;
    case OBJECT_MAPPING:
    case OBJECT_MEMORY:
        return creation->object == WIRE_OBJECT_MAPPING && creation->id == entry->id;
    case OBJECT_FILE:
    case OBJECT_STATE:
        return false;
    case OBJECT_THREAD:
    case OBJECT_CHILD: /* their ids there are others than here */
        return creation->object == made_as(entry->kind);
    }
    return false;
}

/* Of a crowd the first ones are noted: the others of its kind were made where the last of those was. */
uint64_t ledger_place_of(const struct object_entry *entry, const struct wire_reply *reply)
{
    uint64_t made = 0, alike = 0;
    for (uint32_t i = 0; reply != NULL && i < reply->creation_count && i < WIRE_CREATIONS_MAX;
         i++) {
        const struct wire_creation *creation = &reply->creations[i];
        made = made_this(creation, entry) ? creation->offset : made;
        alike = creation->object == made_as(entry->kind) ? creation->offset : alike;
    }
    bool crowd = reply != NULL && reply->creation_count == WIRE_CREATIONS_MAX;
    return made == 0 && crowd ? alike : made;
}
