/* What a process holds, as /proc tells. */
#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "examiner/ledger.h"
#include "examiner/mappings.h"
#include "examiner/tasks.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE_BYTES = 16384 };

static void read_descriptors(struct objects *objects, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    AUTO_CLOSEDIR DIR *directory = opendir(path);
    const struct dirent *item;
    while (directory != NULL && (item = readdir(directory)) != NULL) {
        if (item->d_name[0] != '.') {
            struct object_entry entry = {.kind = OBJECT_DESCRIPTOR,
                                         .id = strtoull(item->d_name, NULL, 10)};
            ssize_t length =
                readlinkat(dirfd(directory), item->d_name, entry.name, sizeof entry.name - 1);
            entry.name[length < 0 ? 0 : length] = '\0';
            objects_add(objects, &entry);
        }
    }
}

/* proc_pid_maps(5): address range, permissions ('s' shared), offset, device, inode, name. A System
 * V segment shows as /SYSVkkkkkkkk with its id as inode. */
static void read_mapping(struct objects *objects, const char *line)
{
    unsigned long begin, end, inode;
    char permissions[8], name[256] = "";
    const char *blank = strchr(line, ' ');
    if (blank == NULL || strnlen(blank, 5) < 5 || blank[4] != 's') {
        return; /* private, as most are */
    }
    if (sscanf(line, "%lx-%lx %7s %*x %*x:%*x %lu %255[^\n]", &begin, &end, permissions, &inode,
               name) < 4 ||
        mapping_is_of_c_library(permissions, name)) {
        return;
    }
    bool attachment = strncmp(name, "/SYSV", 5) == 0;
    struct object_entry entry = {
        .kind = attachment ? OBJECT_ATTACHMENT : OBJECT_MAPPING, .id = begin, .bytes = end - begin};
    snprintf(entry.name, sizeof entry.name, "%.63s", name);
    if (attachment) {
        snprintf(entry.name, sizeof entry.name, "%lu", inode);
    }
    objects_add(objects, &entry);
}

/* A file of /proc/PID, whole and terminated; owned by the caller. NULL: the process is gone. Read in large
 * pieces: this is done before and after each call of a test, and stdio takes such files by the KiB. */
static char *read_proc_file(pid_t pid, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    AUTO_TEXT struct text text = {0};
    AUTO_FREE char *bytes = memory_allocate(PIECE_BYTES, 1);
    ssize_t length;
    while (fd >= 0 && (length = read(fd, bytes, PIECE_BYTES)) > 0) {
        text_append_bytes(&text, bytes, (size_t)length);
    }
    return fd < 0 ? NULL : text_steal(&text);
}

static void for_each_line(char *text, void (*act)(struct objects *objects, const char *line),
                          struct objects *objects)
{
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        act(objects, line);
    }
}

static void read_mappings(struct objects *objects, pid_t pid)
{
    AUTO_FREE char *maps = read_proc_file(pid, "maps");
    if (maps != NULL) {
        for_each_line(maps, read_mapping, objects);
    }
}

/* A line of proc_pid_status(5) that a call should leave as it was. Signals 32 and 33 belong to the
 * C library (nptl(7)). */
static void read_state_line(struct objects *objects, const char *line)
{
    static const char *const masks[][2] = {
        {"SigBlk:", "blocked"},
        {"SigIgn:", "ignored"},
        {"SigCgt:", "caught"},
    };
    /* Bit 0 is signal 1. A tracer uses SIGTRAP, signal 5, up. */
    const unsigned long long not_the_students = 3ULL << 31 | 1ULL << 4;
    struct object_entry entry = {.kind = OBJECT_STATE};
    if (line[0] != 'U' && line[0] != 'S') {
        return;
    }
    if (strncmp(line, "Umask:", 6) == 0) {
        snprintf(entry.name, sizeof entry.name, "umask %03lo", strtoul(line + 6, NULL, 8));
        objects_add(objects, &entry);
    }
    for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
        size_t length = strlen(masks[i][0]);
        if (strncmp(line, masks[i][0], length) == 0) {
            snprintf(entry.name, sizeof entry.name, "%s signals %016llx", masks[i][1],
                     strtoull(line + length, NULL, 16) & ~not_the_students);
            objects_add(objects, &entry);
        }
    }
}

static void read_state(struct objects *objects, pid_t pid)
{
    AUTO_FREE char *status = read_proc_file(pid, "status");
    if (status != NULL) {
        for_each_line(status, read_state_line, objects);
    }
}

void ledger_read_process(struct objects *objects, pid_t pid)
{
    objects_finish(objects);
    read_descriptors(objects, pid);
    read_mappings(objects, pid);
    read_state(objects, pid);
    tasks_read(objects, pid);
}
