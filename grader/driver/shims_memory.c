/* Memory. */
#include "driver/creations.h"
#include "driver/shims.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* The C library's own, by the names that stand for them when a program has others. dlsym, which needs memory itself, is no
 * way to them. Under Valgrind these functions here are replaced like the C library's. */
extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *memory, size_t bytes);

static void *note_heap(void *memory, size_t bytes, const void *caller)
{
    if (memory == NULL && bytes != 0) {
        creations_refuse(WIRE_OBJECT_HEAP, ENOMEM, bytes, caller);
    }
    return memory;
}

SHIM void *malloc(size_t bytes)
{
    return note_heap(__libc_malloc(bytes), bytes, CALLER);
}

SHIM void *calloc(size_t count, size_t bytes)
{
    size_t all;
    bool fits = !__builtin_mul_overflow(count, bytes, &all);
    return note_heap(__libc_calloc(count, bytes), fits ? all : SIZE_MAX, CALLER);
}

SHIM void *realloc(void *memory, size_t bytes)
{
    return note_heap(__libc_realloc(memory, bytes), bytes, CALLER);
}

SHIM void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    void *memory = NEXT(mmap)(address, length, protection, flags, fd, offset);
    if (memory != MAP_FAILED) {
        creations_add_mapping((uintptr_t)memory, length, CALLER); /* touches no errno */
    } else {
        creations_refuse(WIRE_OBJECT_MAPPING, errno, length, CALLER);
    }
    return memory;
}

SHIM int munmap(void *address, size_t length)
{
    int result = NEXT(munmap)(address, length);
    if (result == 0) {
        creations_remove_mappings((uintptr_t)address, length);
    }
    return result;
}

static int note_lock(int result, size_t bytes, const void *caller)
{
    if (result != 0) {
        creations_note(WIRE_OBJECT_LOCK, -1, -1, NULL, bytes, caller);
    }
    return result;
}

SHIM int mlock(const void *memory, size_t bytes)
{
    return note_lock(NEXT(mlock)(memory, bytes), bytes, CALLER);
}

SHIM int mlockall(int flags)
{
    return note_lock(NEXT(mlockall)(flags), 0, CALLER);
}
