/* Names in the student's /dev/shm, of kernel.h. */
#include "examiner/kernel_private.h"
#include "examiner/noted.h"
#include "examiner/place.h"
#include "examiner/recorder.h"
#include "examiner/session.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void print_shared_path(char *path, size_t room, const char *name)
{
    snprintf(path, room, "%s%s", place_shared_memory(), name);
}

bool kernel_stat_name(const char *name, struct stat *info)
{
    char path[512];
    print_shared_path(path, sizeof path, name);
    return lstat(path, info) == 0;
}

bool kernel_name_exists(const char *name)
{
    struct stat info;
    return kernel_stat_name(name, &info);
}

/* A named semaphore lies under /dev/shm as "sem." and its name (sem_overview(7)). */
static void print_semaphore(char *file, size_t room, const char *name)
{
    snprintf(file, room, "/sem.%s", name + 1);
}

/* Without a /dev/shm of our own other people's names are in the way, and those of a run that was killed. */
static void find_fresh_name(char *name, size_t room, const char *stem, unsigned number)
{
    char semaphore[64];
    unsigned more = 0;
    do {
        snprintf(name, room, "/%.10s-%d-%u", stem, getppid(), number + KERNEL_NAMES_MAX * more++);
        print_semaphore(semaphore, sizeof semaphore, name);
    } while (kernel_name_exists(name) || kernel_name_exists(semaphore));
    noted_add_name(name);
    noted_add_name(semaphore);
}

const char *kernel_fresh_name(const char *stem)
{
    struct kernel_changes *mine = kernel_changes();
    assert(mine->name_count < KERNEL_NAMES_MAX);
    char *name = mine->names[mine->name_count++];
    if (session_current()->reduced) {
        find_fresh_name(name, sizeof mine->names[0], stem, mine->name_count);
    } else {
        snprintf(name, sizeof mine->names[0], "/%.16s-%u", stem, mine->name_count);
    }
    return name;
}

int kernel_make_object(const char *name, size_t size, mode_t mode)
{
    char path[512];
    print_shared_path(path, sizeof path, name);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || fchmod(fd, mode) != 0 || (size > 0 && ftruncate(fd, (off_t)size) != 0)) {
        kernel_report_no_room("an object");
    }
    kernel_note_ours(OBJECT_NAME, 0, name);
    recorder_note(NULL, "makes the object %s: %zu bytes, mode %04o", name, size, (unsigned)mode);
    return fd;
}

/* Without namespaces the test is no root, only the same user. */
static int open_our_own(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0 || !S_ISREG(info.st_mode) || chmod(path, 0600) != 0) {
        return -1;
    }
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    chmod(path, info.st_mode & 07777);
    return fd;
}

int kernel_open_object(const char *name)
{
    char path[512];
    print_shared_path(path, sizeof path, name);
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    return fd < 0 && errno == EACCES ? open_our_own(path) : fd;
}

void kernel_remove_name(const char *name)
{
    place_unlink_shared(name);
    recorder_note(NULL, "removes the object %s", name);
}
