#include "stage/source.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/digest.h"
#include "stage/line_directives.h"
#include "stage/source_kind.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static void set_unfit(struct source *source, const char *why)
{
    source->state = SOURCE_UNFIT;
    snprintf(source->why, sizeof source->why, "%s", why);
}

static void explain_open(struct source *source)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        source->state = SOURCE_MISSING;
        break;
    case ELOOP:
        set_unfit(source, "it is a symbolic link; hand in the file itself");
        break;
    case EACCES:
        set_unfit(source, "it cannot be read; allow it with chmod u+r");
        break;
    case ENXIO:
        set_unfit(source, "it is a socket or device, not a file");
        break;
    default:
        set_unfit(source, strerror(errno));
    }
}

static bool is_fit(struct source *source, const struct stat *info)
{
    if (!S_ISREG(info->st_mode)) {
        set_unfit(source, S_ISDIR(info->st_mode) ? "it is a folder, not a file"
                                                 : "it is not a regular file but a FIFO or device");
    } else if (info->st_size > SOURCE_BYTES_MAX) {
        set_unfit(source, "it is larger than 1 MiB; a solution takes a few KiB");
    } else if (info->st_size == 0) {
        set_unfit(source, "it is empty; has the editor saved it?");
    } else {
        return true;
    }
    return false;
}

static bool read_all(struct source *source, int fd)
{
    source->bytes = memory_allocate(SOURCE_BYTES_MAX + 1, 1);
    ssize_t got;
    while (source->length < SOURCE_BYTES_MAX &&
           (got = read(fd, source->bytes + source->length, SOURCE_BYTES_MAX - source->length)) !=
               0) {
        if (got < 0 && errno != EINTR) {
            set_unfit(source, strerror(errno));
            return false;
        }
        source->length += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* As the compiler counts lines: a carriage return alone ends one, too. */
static size_t line_length(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
    }
    return at;
}

static void find_lines(struct source *source)
{
    const char *bytes = source->bytes;
    for (size_t at = 0; at < source->length; at++) {
        *memory_append(&source->lines, &source->line_count) = (uint32_t)at;
        at += line_length(bytes + at, source->length - at);
        at += at + 1 < source->length && bytes[at] == '\r' && bytes[at + 1] == '\n' ? 1 : 0;
    }
}

/* Its bytes are in memory. The digest is of what was handed in. */
static void accept(struct source *source)
{
    find_lines(source);
    digest_make(source->bytes, source->length, source->sha256);
    const char *why_not = source_kind_explain(source->bytes, source->length);
    if (why_not != NULL) {
        set_unfit(source, why_not);
    }
    line_directives_blank(source->bytes, source->length);
}

void source_read(struct source *source, const char *path)
{
    *source = (struct source){.state = SOURCE_READ};
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0) {
        explain_open(source);
        return;
    }
    if (!is_fit(source, &info) || !read_all(source, fd)) {
        return;
    }
    accept(source);
}

void source_copy(struct source *source, const char *bytes, size_t length)
{
    *source = (struct source){.state = SOURCE_READ, .length = length};
    struct stat info = {.st_mode = S_IFREG, .st_size = (off_t)length};
    if (is_fit(source, &info)) {
        source->bytes = memory_copy_bytes(bytes, length);
        accept(source);
    }
}

void source_refuse(struct source *source, const char *why)
{
    *source = (struct source){0};
    set_unfit(source, why);
}

void source_finish(struct source *source)
{
    free(source->bytes);
    free(source->name);
    free(source->lines);
    *source = (struct source){0};
}

char *source_line(const struct source *source, unsigned line)
{
    if (line == 0 || line > source->line_count) {
        return NULL;
    }
    const char *begin = source->bytes + source->lines[line - 1];
    size_t left = source->length - source->lines[line - 1];
    return memory_copy_bytes(begin,
                             line_length(begin, left < SOURCE_LINE_MAX ? left : SOURCE_LINE_MAX));
}
