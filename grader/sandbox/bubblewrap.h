/* The argument list of bubblewrap (bwrap(1)), built step by step.
 *
 * A list owns copies of its strings and the descriptors that were handed to it: they are inherited
 * by bwrap, which copies their contents into the sandbox, so a sandbox needs no path that its
 * unprivileged user can read.
 */
#ifndef WORKBOOK_SANDBOX_BUBBLEWRAP_H
#define WORKBOOK_SANDBOX_BUBBLEWRAP_H

#include <stddef.h>

enum { BUBBLEWRAP_DESCRIPTORS_MAX = 16 };

struct bubblewrap {
    char **arguments; /* ends with NULL */
    size_t count;
    size_t room;
    int descriptors[BUBBLEWRAP_DESCRIPTORS_MAX];
    size_t descriptor_count;
};

void bubblewrap_init(struct bubblewrap *list);
void bubblewrap_finish(struct bubblewrap *list);

/* Appends arguments; the last one is NULL. */
void bubblewrap_add(struct bubblewrap *list, ...) __attribute__((sentinel));
void bubblewrap_add_format(struct bubblewrap *list, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What every sandbox here has: dies with its parent, a session of its own, a clean environment,
 * /usr and its neighbours read-only. */
void bubblewrap_add_base(struct bubblewrap *list);

/* An empty folder in memory, world-writable with the sticky bit, of at most so many bytes. */
void bubblewrap_add_memory_folder(struct bubblewrap *list, const char *path, unsigned long bytes);

/* A file with the contents of `fd`, which the list now owns. `mode` as octal text: "0555". */
void bubblewrap_add_file(struct bubblewrap *list, int fd, const char *path, const char *mode);

/* The contents of `fd`, which the list now owns, in the place of a file that there is, also of one that is mounted
 * read-only. */
void bubblewrap_cover_file(struct bubblewrap *list, int fd, const char *path);

/* A descriptor that the program has by this number, owned by the list from now on. */
void bubblewrap_pass(struct bubblewrap *list, int fd);

#endif
