/* Ownership by scope: a variable that carries one of these marks gives back what it owns when its
 * scope ends, on every path. To hand the thing on, steal it.
 *
 *     AUTO_CLOSE int fd = open(…);
 *     AUTO_FREE char *line = NULL;
 *     …
 *     *out = steal_pointer(&line);
 *
 * A marked variable must be initialised where it is declared. The empty values are -1 for a
 * descriptor and NULL for a pointer. errno survives every one of these functions.
 */
#ifndef WORKBOOK_BASE_CLEANUP_H
#define WORKBOOK_BASE_CLEANUP_H

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* For a module's own types: AUTO(text_finish) struct text text = {0}; */
#define AUTO(function) __attribute__((cleanup(function)))

#define AUTO_FREE     AUTO(cleanup_free)
#define AUTO_CLOSE    AUTO(cleanup_close)
#define AUTO_FCLOSE   AUTO(cleanup_fclose)
#define AUTO_CLOSEDIR AUTO(cleanup_closedir)

static inline void cleanup_free(void *pointer_to_pointer)
{
    free(*(void **)pointer_to_pointer);
}

static inline void cleanup_close(const int *fd)
{
    if (*fd >= 0) {
        int saved_errno = errno;
        (void)close(*fd);
        errno = saved_errno;
    }
}

/* For streams that were read: who writes must look at fclose's result himself. */
static inline void cleanup_fclose(FILE **stream)
{
    if (*stream != NULL) {
        int saved_errno = errno;
        (void)fclose(*stream);
        errno = saved_errno;
    }
}

static inline void cleanup_closedir(DIR **directory)
{
    if (*directory != NULL) {
        int saved_errno = errno;
        (void)closedir(*directory);
        errno = saved_errno;
    }
}

/* The descriptor, which the caller now owns; *fd becomes -1. */
static inline int steal_fd(int *fd)
{
    int stolen = *fd;
    *fd = -1;
    return stolen;
}

static inline void *cleanup_steal_pointer(void *pointer_to_pointer)
{
    void **slot = pointer_to_pointer;
    void *stolen = *slot;
    *slot = NULL;
    return stolen;
}

/* The pointer, which the caller now owns, in its own type; the variable becomes NULL. */
#define steal_pointer(pointer_to_pointer)                                                          \
    ((__typeof__(*(pointer_to_pointer)))cleanup_steal_pointer(pointer_to_pointer))

#endif
