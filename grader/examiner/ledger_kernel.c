/* The objects that the kernel holds: the tables of System V, and the folders of names. */
#include "examiner/ledger.h"

#include "examiner/place.h"
#include "examiner/session.h"
#include "protocol/environment.h"
#include "remains/tables.h"

#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

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
        objects_truncate(objects, first);
        for (int slot = 0; slot <= last; slot++) {
            (void)read_segment(objects, slot);
        }
        return;
    }
    objects_reverse(objects, first);
}

static void add_entry(const struct table_entry *entry, void *objects)
{
    if (is_visible(entry->rights.cuid)) {
        objects_add(objects, &(struct object_entry){.kind = entry->table == TABLE_SETS ? OBJECT_SEM
                                                                                       : OBJECT_MSG,
                                                    .id = (uint64_t)entry->id});
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
            struct object_entry entry = {
                .kind = kind, .inode = state.st_ino, .bytes = (uint64_t)state.st_size};
            snprintf(entry.name, sizeof entry.name, "/%s", item->d_name);
            objects_add(objects, &entry);
        }
    }
    closedir(directory);
}

/* What the student's code has made, and nobody lists: where the file system of the queues is not mounted. */
static void read_made_queues(struct objects *objects)
{
    const struct objects *made = &session_current()->made;
    for (size_t i = 0; i < made->count; i++) {
        struct object_entry entry = made->items[i];
        struct stat state;
        mqd_t queue = entry.kind == OBJECT_QUEUE && !objects_contain(objects, &entry)
                          ? mq_open(entry.name, O_RDONLY | O_NONBLOCK)
                          : -1;
        if (queue >= 0 && fstat(queue, &state) == 0 && is_visible(state.st_uid)) {
            entry.inode = state.st_ino;
            objects_add(objects, &entry);
        }
        if (queue >= 0) {
            mq_close(queue);
        }
    }
}

void ledger_add_files(struct objects *objects)
{
    read_names(objects, OBJECT_FILE, place_get(TMP_VARIABLE));
}

void ledger_read_kernel(struct objects *objects)
{
    objects_finish(objects);
    read_segments(objects);
    tables_each(TABLE_SETS, add_entry, objects);
    tables_each(TABLE_MESSAGES, add_entry, objects);
    read_names(objects, OBJECT_NAME, place_shared_memory());
    read_names(objects, OBJECT_QUEUE, place_get(QUEUES_VARIABLE));
    read_made_queues(objects);
}
