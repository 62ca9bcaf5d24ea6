/* The kernel's side of the student's world: objects, names, limits. A test process is in the
 * sandbox's IPC namespace (not in its mount and PID namespaces), so shmget(2), shmctl(2), semctl(2)
 * speak of the student's objects; it is root there, so no permission stops it. All that is made
 * here goes with the check. */
#ifndef WORKBOOK_EXAMINER_KERNEL_H
#define WORKBOOK_EXAMINER_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/types.h>

/* A key that no segment has. */
key_t kernel_fresh_key(void);
/* A new segment of the test's own; its id. */
int kernel_make_segment(key_t key, size_t size, mode_t mode);
/* The id of the segment with this key, -1 when there is none. */
int kernel_find_segment(key_t key);
/* False when there is no such segment. Asks for no permission: modes without read bits are seen
 * too. */
bool kernel_stat_segment(int id, struct shmid_ds *info);
void kernel_remove_segment(int id);
/* The next segment made in the namespace, by whom ever, gets this identifier if its index is free.
 * False where that cannot be chosen (reduced mode; kernels without CONFIG_CHECKPOINT_RESTORE).
 * proc(5), shm_next_id. */
bool kernel_set_next_segment_id(int id);
/* Numbers of objects in the namespace (in reduced mode: of the student's). */
unsigned kernel_count_segments(void);
unsigned kernel_count_semaphore_sets(void);
unsigned kernel_count_queues(void); /* of messages, System V and POSIX */
unsigned kernel_count_names(void);  /* under /dev/shm */

/* A POSIX name "/stem-N" that does not exist. Lives as long as the check. */
const char *kernel_fresh_name(const char *stem);
bool kernel_name_exists(const char *name);
bool kernel_stat_name(const char *name, struct stat *info);
/* Makes an object; `size` 0 leaves it unsized. Returns a descriptor that the check closes. */
int kernel_make_object(const char *name, size_t size, mode_t mode);
/* Opens one for reading and writing, whatever its mode; -1 when there is none. */
int kernel_open_object(const char *name);
void kernel_remove_name(const char *name);

/* A path below the student's /tmp: as this side sees it, and as the student does. */
const char *kernel_path_here(const char *name);
const char *kernel_path_inside(const char *name);

/* File systems mounted at a folder right below the student's /tmp, which is made if need be, until
 * the check ends. They need an actor. False where the student would not see them (reduced mode, an
 * old kernel): skip that part. */
/* An empty one in memory: a device and inode numbers of its own. */
bool kernel_mount_memory_folder(const char *name);
/* The same; its device number agrees with that of the other (a name as above) in the low 8 bits,
 * and differs. */
bool kernel_mount_twin_folder(const char *name, const char *original);
/* The same; these are the low 8 bits of its device number. */
bool kernel_mount_folder_of_device(const char *name, unsigned low_byte);
/* The contents of two others (names as above) side by side, on a device of its own. Inode numbers
 * keep their low bits and differ in the high ones by where a file comes from (overlayfs, xino=on).
 */
bool kernel_mount_union_folder(const char *name, const char *one, const char *other);

/* Limits of the namespace. False where they cannot be set (reduced mode): skip that part. */
enum kernel_limit {
    LIMIT_SEGMENTS /* shmmni */,
    LIMIT_SEGMENT_BYTES /* shmmax */,
    LIMIT_ALL_PAGES /* shmall */
};
bool kernel_set_limit(enum kernel_limit limit, unsigned long value);

#endif
