/* A copy of the student's object in the memory of the checker: one for each simulated process, with
 * static variables of its own, which an execution must find as they were. */
#ifndef WORKBOOK_RACES_IMAGE_H
#define WORKBOOK_RACES_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct image {
    void *handle;    /* of dlopen(3) */
    uintptr_t base;  /* where the object lies */
    uintptr_t end;   /* behind it */
    char *variables; /* its writable part */
    char *saved;     /* the same as it was when loaded; owned */
    size_t variable_bytes;
    bool has_thread_variables; /* these are not reset */
};

/* Loads a copy of the file. False with a sentence in why (of `size` bytes). */
bool image_load(struct image *image, const char *path, char *why, size_t size);
void image_close(struct image *image);
/* Static variables as they were when the object was loaded. */
void image_reset(const struct image *image);
/* A function by its name; NULL: none. */
void *image_find(const struct image *image, const char *name);

#endif
