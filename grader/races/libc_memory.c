/* Functions that copy, fill, compare and measure memory: each tells which bytes it touches, then
 * does its work. */
#include "races/execution.h"
#include "races/ranges.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

static void reads_string(const char *string, uintptr_t instruction)
{
    reads(string, strlen(string) + 1, instruction);
}

static bool overlap(const char *to, const char *from, size_t size)
{
    return to < from + size && from < to + size;
}

/* Whoever is killed meanwhile has done half of it. */
static void *copy(void *to, const void *from, size_t size, uintptr_t instruction)
{
    struct world *world = world_active();
    reads(from, size, instruction);
    writes(to, size, instruction);
    if (execution_is_mortal(world) && !overlap(to, from, size)) {
        memcpy(to, from, size / 2);
        execution_moment(world, instruction);
    }
    return memmove(to, from, size);
}

void *model_memcpy(void *to, const void *from, size_t size)
{
    return copy(to, from, size, INSTRUCTION);
}

void *model_memmove(void *to, const void *from, size_t size)
{
    return copy(to, from, size, INSTRUCTION);
}

void *model_mempcpy(void *to, const void *from, size_t size)
{
    return (char *)copy(to, from, size, INSTRUCTION) + size;
}

void *model_memset(void *to, int byte, size_t size)
{
    writes(to, size, INSTRUCTION);
    return memset(to, byte, size);
}

void model_explicit_bzero(void *to, size_t size)
{
    writes(to, size, INSTRUCTION);
    memset(to, 0, size);
}

void model_bzero(void *to, size_t size)
{
    writes(to, size, INSTRUCTION);
    memset(to, 0, size);
}

void *model_memccpy(void *to, const void *from, int byte, size_t size)
{
    const void *end = memchr(from, byte, size);
    const size_t length = end != NULL ? (size_t)((const char *)end - (const char *)from) + 1 : size;
    copy(to, from, length, INSTRUCTION);
    return end != NULL ? (char *)to + length : NULL;
}

int model_memcmp(const void *a, const void *b, size_t size)
{
    reads(a, size, INSTRUCTION);
    reads(b, size, INSTRUCTION);
    return memcmp(a, b, size);
}

void *model_memchr(const void *memory, int byte, size_t size)
{
    void *found = memchr(memory, byte, size);
    reads(memory, found != NULL ? (size_t)((char *)found - (const char *)memory) + 1 : size,
          INSTRUCTION);
    return found;
}

size_t model_strlen(const char *string)
{
    reads_string(string, INSTRUCTION);
    return strlen(string);
}

size_t model_strnlen(const char *string, size_t limit)
{
    reads(string, read_length(string, limit), INSTRUCTION);
    return strnlen(string, limit);
}

int model_strcmp(const char *a, const char *b)
{
    reads_string(a, INSTRUCTION);
    reads_string(b, INSTRUCTION);
    return strcmp(a, b);
}

int model_strncmp(const char *a, const char *b, size_t limit)
{
    reads(a, read_length(a, limit), INSTRUCTION);
    reads(b, read_length(b, limit), INSTRUCTION);
    return strncmp(a, b, limit);
}

char *model_strchr(const char *string, int byte)
{
    reads_string(string, INSTRUCTION);
    return strchr(string, byte);
}

char *model_strcpy(char *to, const char *from)
{
    return copy(to, from, strlen(from) + 1, INSTRUCTION);
}

char *model_stpcpy(char *to, const char *from)
{
    const size_t length = strlen(from);
    copy(to, from, length + 1, INSTRUCTION);
    return to + length;
}

char *model_strncpy(char *to, const char *from, size_t size)
{
    reads(from, read_length(from, size), INSTRUCTION);
    writes(to, size, INSTRUCTION);
    const size_t length = strnlen(from, size);
    memmove(to, from, length);
    memset(to + length, 0, size - length);
    return to;
}

char *model_strcat(char *to, const char *from)
{
    reads_string(to, INSTRUCTION);
    copy(to + strlen(to), from, strlen(from) + 1, INSTRUCTION);
    return to;
}

/* --- memory of the process's own ----------------------------------------------------------- */

static void *allocate(size_t size)
{
    struct world *world = world_active();
    struct process *process = &world->processes[world->running];
    const size_t room = size / 16 * 16 + 32;
    if (size > HEAP_BYTES || room > HEAP_BYTES - process->heap_used) {
        world_give_up(world, "it allocates more memory than we have for it");
        return NULL;
    }
    char *block = process->heap + process->heap_used;
    process->heap_used += room;
    memcpy(block, &size, sizeof size);
    return block + 16;
}

void *model_malloc(size_t size)
{
    void *block = allocate(size);
    return block != NULL ? memset(block, 0xa5, size) : NULL;
}

void *model_calloc(size_t count, size_t size)
{
    size_t bytes;
    void *block = __builtin_mul_overflow(count, size, &bytes) ? NULL : allocate(bytes);
    return block != NULL ? memset(block, 0, bytes) : NULL;
}

void *model_realloc(void *old, size_t size)
{
    char *block = allocate(size);
    size_t old_size = 0;
    if (old != NULL && block != NULL) {
        memcpy(&old_size, (char *)old - 16, sizeof old_size);
        memcpy(block, old, old_size < size ? old_size : size);
    }
    return block;
}

void model_free(void *block)
{
    (void)block; /* all of it goes at the end of the execution */
}

char *model_strdup(const char *string)
{
    const size_t size = strlen(string) + 1;
    char *block = allocate(size);
    reads(string, size, INSTRUCTION);
    return block != NULL ? memcpy(block, string, size) : NULL;
}
