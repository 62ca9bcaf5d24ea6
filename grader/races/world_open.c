/* What a world is made of, and its end: a copy of the object, a stack and a heap for each process, and the same bytes
 * at an address of each one's own. */
#include "races/world.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Of all locations; only what an execution stores is ever touched. */
static const size_t stores_bytes = (size_t)STORES_MAX_ALL * sizeof(struct store);

/* A file without a name, for mappings of the same bytes at different addresses. */
static int open_memory(size_t size)
{
    const char *folder = getenv("TMPDIR");
    AUTO_FREE char *name = memory_format("%s/memory-XXXXXX", folder != NULL ? folder : "/tmp");
    AUTO_CLOSE int fd = mkstemp(name);
    if (fd < 0) {
        return -1;
    }
    unlink(name);
    return ftruncate(fd, (off_t)size) == 0 ? steal_fd(&fd) : -1;
}

/* Each mapping is followed by a page that nobody may touch. */
static char *map_memory(int fd, size_t size)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *room = mmap(NULL, size + page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) {
        return NULL;
    }
    void *memory = mmap(room, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static void *map_private(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static bool open_process(struct world *world, unsigned number, const char *object)
{
    struct process *process = &world->processes[number];
    process->role = number > 0 ? &world->scenario->roles[number - 1] : NULL;
    char why[sizeof world->unchecked - 32];
    if (!image_load(&process->image, object, why, sizeof why)) {
        world_give_up(world, "it cannot be loaded: %s", why);
        return false;
    }
    if (process->image.has_thread_variables) {
        world_give_up(world, "it has thread-local variables");
        return false;
    }
    process->stack = map_private(STACK_BYTES);
    process->heap = map_private(HEAP_BYTES);
    if (process->stack == NULL || process->heap == NULL) {
        world_give_up(world, "there is no memory for it");
        return false;
    }
    return true;
}

/* The size of the mapping is what the object says: all copies must be loaded before. */
static bool map_all(struct world *world)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    world->memory_size = world->scenario->size();
    if (world->memory_size == 0 || world->memory_size > MAPPING_MAX) {
        world_give_up(world, "it asks for %zu bytes of memory", world->memory_size);
        return false;
    }
    world->mapped_size = (world->memory_size + page - 1) / page * page;
    AUTO_CLOSE int fd = open_memory(world->mapped_size);
    for (unsigned i = 0; fd >= 0 && i < world->process_count; i++) {
        world->processes[i].memory = map_memory(fd, world->mapped_size);
        if (world->processes[i].memory == NULL) {
            return false;
        }
    }
    world->image = memory_allocate(1, world->mapped_size);
    world->bytes = memory_allocate(world->mapped_size, sizeof world->bytes[0]);
    return fd >= 0;
}

bool world_open(struct world *world, const struct races_scenario *scenario, const char *object)
{
    world->scenario = scenario;
    world->process_count = scenario->role_count + 1;
    world_set_active(world);
    for (unsigned i = 0; i < world->process_count; i++) {
        if (!open_process(world, i, object)) {
            return false;
        }
    }
    world->stores = map_private(stores_bytes);
    if (world->stores == NULL) {
        world_give_up(world, "there is no memory for it");
        return false;
    }
    for (unsigned i = 0; i < LOCATIONS_MAX; i++) {
        world->locations[i].stores = world->stores;
    }
    return map_all(world);
}

void world_close(struct world *world)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (unsigned i = 0; i < world->process_count; i++) {
        struct process *process = &world->processes[i];
        image_close(&process->image);
        if (process->stack != NULL) {
            munmap(process->stack, STACK_BYTES);
        }
        if (process->heap != NULL) {
            munmap(process->heap, HEAP_BYTES);
        }
        if (process->memory != NULL) {
            munmap(process->memory, world->mapped_size + page);
        }
    }
    if (world->stores != NULL) {
        munmap(world->stores, stores_bytes);
    }
    free(world->image);
    free(world->bytes);
    world_set_active(NULL);
}
