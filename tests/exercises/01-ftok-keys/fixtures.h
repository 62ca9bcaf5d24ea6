/* What the hidden tests of exercise 01 share: the functions, and files for them to examine.
 *
 * Files lie below the student's /tmp, which is empty when a check begins. They are made from this
 * side; the student finds the same device and inode numbers there, so that ftok(3) here and there
 * agree. Names are relative to that folder, and it is the current one of the process that
 * spawn_in_tmp starts. /
 */
#ifndef WORKBOOK_FTOK_KEYS_FIXTURES_H
#define WORKBOOK_FTOK_KEYS_FIXTURES_H

#include "examiner/actor.h"
#include "examiner/check.h"
#include "examiner/kernel.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct function make_key = {"make_key", RETURNS_KEY, LEAVES_NOTHING};
static const struct function split_key = {"split_key", RETURNS_KEY_PARTS, LEAVES_NOTHING};
static const struct function format_key = {"format_key", RETURNS_INT, LEAVES_NOTHING};
static const struct function keys_collide = {"keys_collide", RETURNS_INT, LEAVES_NOTHING};

static inline void fixture_require(bool made, const char *what)
{
    if (!made) {
        perror(what);
        exit(3);
    }
}

static inline struct actor *spawn_in_tmp(void)
{
    struct actor *process = actor_spawn(NULL);
    actor_chdir(process, kernel_path_inside("."));
    return process;
}

/* An ordinary file. Never one that could have the key -1, which is a failure by ftok's
 * interface. */
static inline void make_file(const char *name)
{
    struct stat status = {0};
    int fd = -1;
    for (int i = 0; i < 2 && (fd < 0 || (status.st_ino & 0xffff) == 0xffff); i++) {
        if (fd >= 0) {
            char spare[512];
            snprintf(spare, sizeof spare, "%s", kernel_path_here("spare"));
            rename(kernel_path_here(name), spare); /* keeps its inode number in use */
            close(fd);
        }
        fd = open(kernel_path_here(name), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        fixture_require(fd >= 0 && fstat(fd, &status) == 0, name);
    }
    close(fd);
}

static inline void make_folder(const char *name)
{
    fixture_require(mkdir(kernel_path_here(name), 0755) == 0, name);
}

/* A symbolic link that says `target`, word for word. */
static inline void make_link(const char *target, const char *name)
{
    fixture_require(symlink(target, kernel_path_here(name)) == 0, name);
}

/* Without any permission, for its owner as for others. The student's process has no privileges. */
static inline void lock(const char *name)
{
    fixture_require(chmod(kernel_path_here(name), 0) == 0, name);
}

static inline bool file_exists(const char *name)
{
    struct stat status;
    return lstat(kernel_path_here(name), &status) == 0;
}

/* How many names there are right below the student's /tmp. */
static inline unsigned count_files(void)
{
    unsigned count = 0;
    DIR *folder = opendir(kernel_path_here("."));
    fixture_require(folder != NULL, "/tmp");
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count;
}

/* Ends the check when names have come since there were so many. */
static inline void expect_no_new_file(unsigned before)
{
    expect_that(count_files() == before,
                "the contract in ftok_keys.h: a call that fails leaves no file behind",
                "no file to be left behind", "there is a new file in the current directory, /tmp");
}

static inline struct stat status_of(const char *name)
{
    struct stat status = {0};
    fixture_require(stat(kernel_path_here(name), &status) == 0, name);
    return status;
}

/* Makes the folders disk-1 and disk-2: two devices whose numbers agree in the low eight bits, each with a file "board" of the same
 * inode number. False where that cannot be done. */
static inline bool collide_across_devices(void)
{
    if (!kernel_mount_memory_folder("disk-1") || !kernel_mount_twin_folder("disk-2", "disk-1")) {
        return false;
    }
    make_file("disk-1/board");
    make_file("disk-2/board");
    return status_of("disk-1/board").st_ino == status_of("disk-2/board").st_ino;
}

#endif
