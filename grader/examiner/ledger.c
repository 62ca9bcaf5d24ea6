#include "examiner/ledger.h"

#include "examiner/actor_private.h"
#include "examiner/place.h"
#include "examiner/record.h"
#include "examiner/session.h"
#include "protocol/environment.h"
#include "protocol/wire.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OBJECTS_MAX = 8192 }; /* more than any namespace here may hold */

/* semctl's fourth argument, which the caller has to define (semctl(2)). */
union semaphore_argument {
    int value;
    struct semid_ds *state;
    struct seminfo *info;
};

void objects_finish(struct objects *objects)
{
    free(objects->items);
    *objects = (struct objects){0};
}

void objects_add(struct objects *objects, const struct object_entry *entry)
{
    if (objects->count == OBJECTS_MAX) {
        return;
    }
    if (objects->count == objects->room) {
        objects->room = objects->room == 0 ? 16 : objects->room * 2;
        objects->items = realloc(objects->items, objects->room * sizeof objects->items[0]);
        if (objects->items == NULL) {
            abort();
        }
    }
    objects->items[objects->count++] = *entry;
}

static bool is_same(const struct object_entry *a, const struct object_entry *b)
{
    if (a->kind != b->kind) {
        return false;
    }
    bool named = a->kind == OBJECT_NAME || a->kind == OBJECT_QUEUE || a->kind == OBJECT_STATE;
    return named ? strcmp(a->name, b->name) == 0 : a->id == b->id;
}

bool objects_contain(const struct objects *objects, const struct object_entry *entry)
{
    for (size_t i = 0; i < objects->count; i++) {
        if (is_same(&objects->items[i], entry)) {
            return true;
        }
    }
    return false;
}

void objects_remove(struct objects *objects, const struct object_entry *entry)
{
    for (size_t i = 0; i < objects->count; i++) {
        if (is_same(&objects->items[i], entry)) {
            objects->items[i] = objects->items[--objects->count];
            return;
        }
    }
}

/* From this one on. */
static void reverse(struct objects *objects, size_t first)
{
    for (size_t low = first, high = objects->count; low + 1 < high; low++, high--) {
        struct object_entry other = objects->items[low];
        objects->items[low] = objects->items[high - 1];
        objects->items[high - 1] = other;
    }
}

static bool is_visible(uid_t owner)
{
    return !session_current()->reduced || owner == geteuid();
}

static bool read_segment(struct objects *objects, int slot)
{
    struct shmid_ds state;
    int id = shmctl(slot, SHM_STAT_ANY, &state);
    if (id >= 0 && is_visible(state.shm_perm.cuid)) {
        objects_add(objects, &(struct object_entry){
                                 .kind = OBJECT_SHM, .id = (uint64_t)id, .bytes = state.shm_segsz});
    }
    return id >= 0;
}

/* Slots are given out upwards and around: the segments that there are lie among the last ones, and most of
 * the others have been empty for long. So the look goes down, as far as there is something to find, and is
 * repeated in full when the number has changed meanwhile. */
static void read_segments(struct objects *objects)
{
    struct shm_info before, after;
    size_t first = objects->count;
    int last = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&before);
    int left = before.used_ids;
    for (int slot = last; slot >= 0 && left > 0; slot--) {
        left -= read_segment(objects, slot);
    }
    if (left != 0 || shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&after) != last ||
        after.used_ids != before.used_ids) {
        objects->count = first;
        for (int slot = 0; slot <= last; slot++) {
            (void)read_segment(objects, slot);
        }
        return;
    }
    reverse(objects, first);
}

static void read_semaphores(struct objects *objects)
{
    struct seminfo info;
    int last = semctl(0, 0, SEM_INFO, (union semaphore_argument){.info = &info});
    for (int slot = 0; slot <= last; slot++) {
        struct semid_ds state;
        int id = semctl(slot, 0, SEM_STAT_ANY, (union semaphore_argument){.state = &state});
        if (id >= 0 && is_visible(state.sem_perm.cuid)) {
            objects_add(objects, &(struct object_entry){.kind = OBJECT_SEM, .id = (uint64_t)id});
        }
    }
}

static void read_queues(struct objects *objects)
{
    struct msginfo info;
    int last = msgctl(0, MSG_INFO, (struct msqid_ds *)(void *)&info);
    for (int slot = 0; slot <= last; slot++) {
        struct msqid_ds state;
        int id = msgctl(slot, MSG_STAT_ANY, &state);
        if (id >= 0 && is_visible(state.msg_perm.cuid)) {
            objects_add(objects, &(struct object_entry){.kind = OBJECT_MSG, .id = (uint64_t)id});
        }
    }
}

/* Without a /dev/shm of the student's own, Criterion's objects are in sight too: this run's, and
 * those of any other that goes on beside it. To remove one would end that run. */
static bool is_of_criterion(const char *file)
{
    return session_current()->reduced &&
           (strncmp(file, "bxf_arena_", 10) == 0 || strncmp(file, "bxfi_", 5) == 0);
}

static void read_names(struct objects *objects, enum object_kind kind, const char *folder)
{
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        return;
    }
    struct dirent *item;
    while ((item = readdir(directory)) != NULL) {
        struct stat state;
        if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0 ||
            is_of_criterion(item->d_name)) {
            continue;
        }
        if (fstatat(dirfd(directory), item->d_name, &state, AT_SYMLINK_NOFOLLOW) == 0 &&
            is_visible(state.st_uid)) {
            struct object_entry entry = {.kind = kind, .bytes = (uint64_t)state.st_size};
            snprintf(entry.name, sizeof entry.name, "/%s", item->d_name);
            objects_add(objects, &entry);
        }
    }
    closedir(directory);
}

void ledger_read_kernel(struct objects *objects)
{
    objects_finish(objects);
    read_segments(objects);
    read_semaphores(objects);
    read_queues(objects);
    read_names(objects, OBJECT_NAME, place_shared_memory());
    read_names(objects, OBJECT_QUEUE, place_get(QUEUES_VARIABLE));
}

/* A named semaphore lies under /dev/shm as "sem." and its name (sem_overview(7)): both are noted.
 */
static void note_name(struct objects *made, const char *name)
{
    struct object_entry entry = {.kind = OBJECT_NAME};
    snprintf(entry.name, sizeof entry.name, "%s", name);
    objects_add(made, &entry);
    snprintf(entry.name, sizeof entry.name, "/sem.%s", name[0] == '/' ? name + 1 : name);
    objects_add(made, &entry);
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
    objects_add(made, &entry);
}

void ledger_note_creations(const struct wire_reply *reply)
{
    struct session *session = session_current();
    for (uint32_t i = 0; session->reduced && i < reply->creation_count; i++) {
        note_creation(&session->made, &reply->creations[i]);
    }
}

static bool was_created_by_actor(const struct session *session, const struct object_entry *entry)
{
    struct shmid_ds state;
    if (entry->kind != OBJECT_SHM || shmctl((int)entry->id, IPC_STAT, &state) != 0) {
        return false;
    }
    for (const struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (actor->pid == state.shm_cpid) {
            return true;
        }
    }
    return false;
}

bool ledger_is_ours(const struct object_entry *entry)
{
    struct session *session = session_current();
    return !session->reduced || entry->kind > OBJECT_NAME ||
           objects_contain(&session->ours, entry) || objects_contain(&session->made, entry) ||
           was_created_by_actor(session, entry);
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
        return creation->object == WIRE_OBJECT_MAPPING && creation->id == entry->id;
    case OBJECT_STATE:
    case OBJECT_THREAD:
    case OBJECT_CHILD:
        return false;
    }
    return false;
}

static uint64_t line_of(const struct object_entry *entry, const struct wire_reply *reply)
{
    uint64_t offset = 0;
    for (uint32_t i = 0; reply != NULL && i < reply->creation_count && i < WIRE_CREATIONS_MAX;
         i++) {
        if (made_this(&reply->creations[i], entry)) {
            offset = reply->creations[i].offset;
        }
    }
    return offset;
}

void ledger_report_leak(const struct object_entry *entry, const char *call,
                        const struct wire_reply *reply)
{
    static const char *const kinds[] = {
        [OBJECT_SHM] = "sysv-shm",          [OBJECT_SEM] = "sysv-sem",
        [OBJECT_MSG] = "sysv-msg",          [OBJECT_NAME] = "posix-shm",
        [OBJECT_QUEUE] = "posix-mq",        [OBJECT_DESCRIPTOR] = "descriptor",
        [OBJECT_ATTACHMENT] = "attachment", [OBJECT_MAPPING] = "mapping",
        [OBJECT_STATE] = "process-state",   [OBJECT_THREAD] = "process",
        [OBJECT_CHILD] = "process",
    };
    bool semaphore = entry->kind == OBJECT_NAME && strncmp(entry->name, "/sem.", 5) == 0;
    record_leak(semaphore ? "posix-sem" : kinds[entry->kind], entry, call, line_of(entry, reply));
}

void ledger_destroy(const struct object_entry *entry)
{
    switch (entry->kind) {
    case OBJECT_SHM:
        shmctl((int)entry->id, IPC_RMID, NULL);
        break;
    case OBJECT_SEM:
        semctl((int)entry->id, 0, IPC_RMID);
        break;
    case OBJECT_MSG:
        msgctl((int)entry->id, IPC_RMID, NULL);
        break;
    case OBJECT_NAME:
        place_unlink_shared(entry->name);
        break;
    case OBJECT_QUEUE:
        place_unlink_queue(entry->name);
        break;
    case OBJECT_DESCRIPTOR:
    case OBJECT_ATTACHMENT:
    case OBJECT_MAPPING:
    case OBJECT_STATE:
    case OBJECT_THREAD:
    case OBJECT_CHILD:
        break;
    }
}
