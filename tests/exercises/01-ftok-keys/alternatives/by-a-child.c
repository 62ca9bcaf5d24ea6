/* alternative: a child process examines the files and sends what it found through a pipe. The
 * caller has no descriptor, no child and no unread byte left, whichever way it ends. The text is
 * made with snprintf in a buffer on the stack, whose size asks for the room. */
#include "ftok_keys.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct finding {
    int error; /* 0: the rest counts */
    key_t key;
    dev_t device;
    ino_t inode;
};

static struct finding look(const char *path, int project)
{
    struct finding finding = {0};
    struct stat status;

    if (stat(path, &status) == -1) {
        finding.error = errno;
        return finding;
    }
    finding.device = status.st_dev;
    finding.inode = status.st_ino;
    finding.key = (key_t)((uint32_t)project << 24 | (uint32_t)(status.st_dev & 0xff) << 16 |
                          (uint32_t)(status.st_ino & 0xffff));
    return finding;
}

/* Shorter than PIPE_BUF: it arrives whole or not at all. */
static struct finding send_out(const char *path, int project)
{
    struct finding finding = {.error = EIO};
    int ends[2];

    if (pipe(ends) == -1) {
        finding.error = errno;
        return finding;
    }
    pid_t child = fork();
    if (child == 0) {
        finding = look(path, project);
        _exit(write(ends[1], &finding, sizeof finding) != sizeof finding);
    }
    if (child == -1) {
        finding.error = errno;
    }
    close(ends[1]);
    if (child > 0) {
        while (read(ends[0], &finding, sizeof finding) == -1 && errno == EINTR) {
        }
        while (waitpid(child, NULL, 0) == -1 && errno == EINTR) {
        }
    }
    close(ends[0]);
    return finding;
}

static bool is_acceptable(const char *path, int project)
{
    return path && project > 0 && project <= UINT8_MAX;
}

key_t make_key(const char *path, int project)
{
    struct finding finding = {.error = EINVAL};
    if (is_acceptable(path, project)) {
        finding = send_out(path, project);
    }
    if (finding.error) {
        errno = finding.error;
        return -1;
    }
    return finding.key;
}

struct key_parts split_key(key_t key)
{
    int64_t value = key;
    struct key_parts parts;
    parts.inode = (uint16_t)value;
    parts.device = (uint8_t)(value >> 16);
    parts.project = (uint8_t)(value >> 24);
    return parts;
}

int format_key(key_t key, char *text, size_t capacity)
{
    if (!text) {
        errno = EINVAL;
        return -1;
    }
    char line[11];
    int length = snprintf(line, sizeof line, "0x%02hhx%06x", (unsigned char)(key >> 24),
                          (unsigned)key & 0xffffff);
    if (capacity < sizeof line) {
        errno = ERANGE;
        return -1;
    }
    return strcpy(text, line), length;
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    struct finding a = {.error = EINVAL}, b = {0};
    if (is_acceptable(path_a, project) && is_acceptable(path_b, project)) {
        a = send_out(path_a, project);
        b = send_out(path_b, project);
    }
    if (a.error || b.error) {
        errno = a.error ? a.error : b.error;
        return -1;
    }
    return a.key == b.key && (a.inode != b.inode || a.device != b.device);
}
