/* The student's compiled object, loaded into this process: the one copy that every actor inherits. */
#ifndef WORKBOOK_DRIVER_OBJECT_H
#define WORKBOOK_DRIVER_OBJECT_H

#include <stdbool.h>
#include <stdint.h>

struct object {
    void *handle;
    uintptr_t begin; /* load address: offsets count from here */
    uintptr_t end;
};

/* Loads `path` with all symbols bound. On failure prints the loader's sentence and returns false. */
bool object_load(struct object *object, const char *path);

/* The contract's function of that name, or NULL. */
void (*object_find(const struct object *object, const char *name))(void);

/* The offset of an address in the object, 0 when it lies elsewhere. */
uint64_t object_offset(const struct object *object, uintptr_t address);

#endif
