/* The kernel's objects in a snapshot, each with who is attached and its first bytes. */
#include "examiner/snapshot_private.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "examiner/actor_private.h"
#include "examiner/ledger.h"
#include "examiner/place.h"
#include "examiner/session.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

/* semctl's fourth argument, which the caller has to define (semctl(2)). */
union semaphore_argument {
    int value;
    struct semid_ds *state;
    unsigned short *values;
};

enum { SEMAPHORES_MAX = 256 };

static int compare_entries(const void *a, const void *b)
{
    const struct object_entry *one = a;
    const struct object_entry *other = b;
    if (one->id != other->id) {
        return one->id < other->id ? -1 : 1;
    }
    return strcmp(one->name, other->name);
}

/* What the kernel has of a kind, of ours, in order. */
static struct objects list_kind(enum object_kind kind)
{
    struct objects all = {0};
    struct objects mine = {0};
    ledger_read_kernel(&all);
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].kind == kind && ledger_is_ours(&all.items[i])) {
            objects_add(&mine, &all.items[i]);
        }
    }
    objects_finish(&all);
    if (mine.count > 0) {
        qsort(mine.items, mine.count, sizeof mine.items[0], compare_entries);
    }
    return mine;
}

static int find_creator(const struct session *session, pid_t pid)
{
    for (const struct actor *actor = session->recorded; actor != NULL; actor = actor->next) {
        if (actor->pid == pid) {
            return (int)actor->number;
        }
    }
    return -1;
}

static void set_permissions(json_t *object, const struct ipc_perm *permissions)
{
    json_object_set_new(object, "key", json_integer(permissions->__key));
    json_object_set_new(object, "mode", json_integer(permissions->mode & 0777));
    json_object_set_new(object, "owner", json_integer((json_int_t)permissions->uid));
}

/* Through the memory of somebody who has it mapped: this process does not become one of those
 * attached. */
static bool read_through(const struct mapping *mapping, unsigned char *bytes, size_t length)
{
    return mapping->offset == 0 && mapping->end - mapping->begin >= length &&
           actor_read_memory(mapping->actor, mapping->begin, bytes, length);
}

/* Nobody's but the kernel's: this process attaches it for as long as the copy takes. */
static bool read_detached(int id, unsigned char *bytes, size_t length)
{
    const void *memory = shmat(id, NULL, SHM_RDONLY);
    if ((intptr_t)memory == -1) {
        return false;
    }
    memcpy(bytes, memory, length);
    (void)shmdt(memory);
    return true;
}

static void add_segment(json_t *objects, const struct session *session,
                        const struct mappings *mappings, int id)
{
    struct shmid_ds state;
    unsigned char bytes[SNAPSHOT_BYTES_MAX];
    if (shmctl(id, IPC_STAT, &state) != 0) {
        return; /* it went meanwhile */
    }
    size_t length = state.shm_segsz < sizeof bytes ? state.shm_segsz : sizeof bytes;
    json_t *object = snapshot_object(objects, "segment");
    set_permissions(object, &state.shm_perm);
    json_object_set_new(object, "id", json_integer(id));
    json_object_set_new(object, "removed", json_boolean(state.shm_perm.mode & SHM_DEST));
    json_object_set_new(object, "size", json_integer((json_int_t)state.shm_segsz));
    json_object_set_new(object, "attach_count", json_integer((json_int_t)state.shm_nattch));
    json_object_set_new(object, "creator", json_integer(find_creator(session, state.shm_cpid)));
    bool read = false;
    for (size_t i = 0; i < mappings->count; i++) {
        const struct mapping *mapping = &mappings->items[i];
        if (mapping->is_segment && mapping->inode == (ino_t)id) {
            snapshot_attach(object, mapping, mapping->begin - mapping->offset);
            read = read || read_through(mapping, bytes, length);
        }
    }
    read = read || (state.shm_nattch == 0 && read_detached(id, bytes, length));
    snapshot_set_bytes(object, read ? bytes : NULL, length);
}

void snapshot_add_segments(json_t *objects, const struct session *session,
                           const struct mappings *mappings)
{
    struct objects segments = list_kind(OBJECT_SHM);
    for (size_t i = 0; i < segments.count; i++) {
        add_segment(objects, session, mappings, (int)segments.items[i].id);
    }
    objects_finish(&segments);
}

static bool is_of_file(const struct mapping *mapping, const struct stat *state)
{
    return !mapping->is_segment && mapping->inode == state->st_ino &&
           mapping->device == state->st_dev;
}

static void add_file(json_t *objects, const struct mappings *mappings, const char *name, int fd)
{
    struct stat state;
    unsigned char bytes[SNAPSHOT_BYTES_MAX];
    if (fstat(fd, &state) != 0 || !S_ISREG(state.st_mode)) {
        return;
    }
    json_t *object = snapshot_object(objects, "posix");
    snapshot_set_string(object, "name", name);
    json_object_set_new(object, "mode", json_integer(state.st_mode & 0777));
    json_object_set_new(object, "owner", json_integer((json_int_t)state.st_uid));
    json_object_set_new(object, "size", json_integer((json_int_t)state.st_size));
    ssize_t length = pread(fd, bytes, sizeof bytes, 0);
    snapshot_set_bytes(object, length >= 0 ? bytes : NULL, length > 0 ? (size_t)length : 0);
    for (size_t i = 0; i < mappings->count; i++) {
        if (is_of_file(&mappings->items[i], &state)) {
            snapshot_attach(object, &mappings->items[i],
                            mappings->items[i].begin - mappings->items[i].offset);
        }
    }
}

/* An object whose name was taken away and that somebody still has mapped. */
static void add_nameless(json_t *objects, const struct mappings *mappings, size_t first)
{
    static const char ending[] = " (deleted)";
    const struct mapping *mapping = &mappings->items[first];
    unsigned char bytes[SNAPSHOT_BYTES_MAX];
    uint64_t size = mapping->end - mapping->begin;
    size_t length = size < sizeof bytes ? (size_t)size : sizeof bytes;
    const char *slash = strrchr(mapping->name, '/');
    AUTO_FREE char *name = memory_copy_string(slash != NULL ? slash : mapping->name);
    name[strlen(name) - strlen(ending)] = '\0';
    json_t *object = snapshot_object(objects, "posix");
    snapshot_set_string(object, "name", name);
    json_object_set_new(object, "removed", json_true());
    json_object_set_new(object, "size", json_integer((json_int_t)size));
    bool read = read_through(mapping, bytes, length);
    snapshot_set_bytes(object, read ? bytes : NULL, length);
    for (size_t i = first; i < mappings->count; i++) {
        if (mappings->items[i].inode == mapping->inode &&
            mappings->items[i].device == mapping->device) {
            snapshot_attach(object, &mappings->items[i], mappings->items[i].begin);
        }
    }
}

static bool ends_with(const char *string, const char *ending)
{
    size_t length = strlen(string);
    return length > strlen(ending) && strcmp(string + length - strlen(ending), ending) == 0;
}

/* Of a file below the student's /dev/shm, and the first one of it. */
static bool is_nameless(const struct mappings *mappings, size_t index, dev_t device)
{
    const struct mapping *mapping = &mappings->items[index];
    if (mapping->is_segment || mapping->device != device ||
        !ends_with(mapping->name, " (deleted)")) {
        return false;
    }
    for (size_t i = 0; i < index; i++) {
        if (mappings->items[i].inode == mapping->inode && mappings->items[i].device == device) {
            return false;
        }
    }
    return true;
}

void snapshot_add_names(json_t *objects, const struct mappings *mappings)
{
    struct objects names = list_kind(OBJECT_NAME);
    AUTO_CLOSE int folder = open(place_shared_memory(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct stat state;
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.items[i].name;
        AUTO_CLOSE int fd =
            openat(folder, name + 1, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0) {
            add_file(objects, mappings, name, fd);
        }
    }
    for (size_t i = 0; fstat(folder, &state) == 0 && i < mappings->count; i++) {
        if (is_nameless(mappings, i, state.st_dev)) {
            add_nameless(objects, mappings, i);
        }
    }
    objects_finish(&names);
}

static void add_set(json_t *objects, int id)
{
    struct semid_ds state;
    unsigned short values[SEMAPHORES_MAX];
    if (semctl(id, 0, IPC_STAT, (union semaphore_argument){.state = &state}) != 0 ||
        state.sem_nsems > SEMAPHORES_MAX ||
        semctl(id, 0, GETALL, (union semaphore_argument){.values = values}) != 0) {
        return;
    }
    json_t *object = snapshot_object(objects, "semaphores");
    set_permissions(object, &state.sem_perm);
    json_object_set_new(object, "id", json_integer(id));
    json_t *list = json_array();
    for (size_t i = 0; i < state.sem_nsems; i++) {
        json_array_append_new(list, json_integer(values[i]));
    }
    json_object_set_new(object, "values", list);
}

void snapshot_add_semaphores(json_t *objects)
{
    struct objects sets = list_kind(OBJECT_SEM);
    for (size_t i = 0; i < sets.count; i++) {
        add_set(objects, (int)sets.items[i].id);
    }
    objects_finish(&sets);
}
