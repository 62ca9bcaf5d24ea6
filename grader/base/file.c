#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"

/* A file that is being read. Of `room` bytes one is left for the terminator. */
struct reading {
    char *bytes;
    size_t length, room;
};

/* One byte more than the limit has its place, so that a file that is too long is noticed. */
static void file_make_room(struct reading *reading, size_t wanted, size_t limit)
{
    reading->room = wanted < limit + 2 ? wanted : limit + 2;
    reading->bytes = memory_resize(reading->bytes, reading->room, 1);
}

static bool file_read_up_to(int fd, const char *path, size_t limit, struct reading *reading,
                            struct error *err)
{
    for (;;) {
        ssize_t got =
            read(fd, reading->bytes + reading->length, reading->room - 1 - reading->length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return error_set_errno(err, "cannot read %s", path);
        }
        if (got == 0) {
            reading->bytes[reading->length] = '\0';
            return true;
        }
        reading->length += (size_t)got;
        if (reading->length > limit) {
            return error_set(err, "%s is larger than %zu bytes", path, limit);
        }
        if (reading->length == reading->room - 1) {
            file_make_room(reading, 2 * reading->room, limit);
        }
    }
}

bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *err)
{
    /* Non-blocking, so that a pipe with no writer is an error and not an endless wait. */
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return error_set_errno(err, "cannot open %s", path);
    }
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return error_set_errno(err, "cannot examine %s", path);
    }
    if (!S_ISREG(status.st_mode)) {
        return error_set(err, "%s is not a regular file", path);
    }
    /* A file may grow while it is read, and one below /proc says that its size is 0: the size is no
     * more than a first guess. */
    enum { ROOM_MIN = 4096 };
    struct reading reading = {0};
    file_make_room(&reading, (size_t)status.st_size + ROOM_MIN, limit);
    if (!file_read_up_to(fd, path, limit, &reading, err)) {
        free(reading.bytes);
        return false;
    }
    *bytes = memory_resize(reading.bytes, reading.length + 1, 1);
    if (length != NULL) {
        *length = reading.length;
    }
    return true;
}

bool file_is_at(int fd, const char *path)
{
    struct stat held, there;
    return fstat(fd, &held) == 0 && lstat(path, &there) == 0 && held.st_dev == there.st_dev &&
           held.st_ino == there.st_ino;
}

bool file_write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return false;
        }
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

/* For a pipe or a device, where a rename would put a file in its place. */
static bool file_write_through(const char *path, const char *bytes, size_t length,
                               struct error *err)
{
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return error_set_errno(err, "cannot open %s for writing", path);
    }
    if (!file_write_all(fd, bytes, length)) {
        return error_set_errno(err, "cannot write to %s", path);
    }
    return true;
}

/* So that the rename itself survives a crash; a file system that cannot sync folders is let be. */
static void file_sync_folder_of(const char *path)
{
    AUTO_FREE char *folder = memory_copy_string(path);
    char *slash = strrchr(folder, '/');
    if (slash == NULL) {
        memory_set_string(&folder, ".");
    } else {
        slash[slash == folder ? 1 : 0] = '\0';
    }
    AUTO_CLOSE int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
    }
}

static bool file_fill_and_rename(const char *temporary, const char *path, const char *bytes,
                                 size_t length, const struct stat *old, struct error *err)
{
    AUTO_CLOSE int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return error_set_errno(err, "cannot make %s", temporary);
    }
    if (old != NULL && fchmod(fd, old->st_mode & 07777) != 0) {
        return error_set_errno(err, "cannot set the permissions of %s", temporary);
    }
    if (!file_write_all(fd, bytes, length) || fsync(fd) != 0) {
        return error_set_errno(err, "cannot write %s", path);
    }
    /* NFS and quotas report some write errors only here. */
    if (close(steal_fd(&fd)) != 0) {
        return error_set_errno(err, "cannot write %s", path);
    }
    if (rename(temporary, path) != 0) {
        return error_set_errno(err, "cannot rename %s to %s", temporary, path);
    }
    file_sync_folder_of(path);
    return true;
}

bool file_write_atomic(const char *path, const char *bytes, size_t length, struct error *err)
{
    struct stat status;
    bool exists = stat(path, &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) {
        return error_set(err, "%s is a directory", path);
    }
    if (exists && !S_ISREG(status.st_mode)) {
        return file_write_through(path, bytes, length, err);
    }

    AUTO_FREE char *target = exists ? realpath(path, NULL) : memory_copy_string(path);
    if (target == NULL) {
        return error_set_errno(err, "cannot resolve %s", path);
    }
    AUTO_FREE char *temporary = memory_format("%s.%ld.tmp", target, (long)getpid());
    if (!file_fill_and_rename(temporary, target, bytes, length, exists ? &status : NULL, err)) {
        (void)unlink(temporary);
        return false;
    }
    return true;
}

bool file_copy_new(int from, const char *path, unsigned mode, struct error *err)
{
    AUTO_CLOSE int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    char bytes[65536];
    ssize_t length = 1;
    while (to >= 0 && length > 0) {
        length = read(from, bytes, sizeof bytes);
        if (length > 0 && !file_write_all(to, bytes, (size_t)length)) {
            length = -1;
        }
    }
    return (to >= 0 && length == 0 && fchmod(to, mode) == 0) ||
           error_set_errno(err, "cannot write %s", path);
}
