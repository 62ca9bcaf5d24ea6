#include "examiner/area.h"

#include "examiner/actor_private.h"
#include "examiner/area_private.h"
#include "examiner/check.h"
#include "examiner/session.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* One page of known bytes, the student's bytes, known bytes to the end of their last page, one more
 * page. */
enum { EDGE_BYTE = 0x5e, PAGE = 4096, SIZE_MAX_BYTES = 64 << 20 };

struct area {
    struct area *next;
    const char *what;
    int fd;
    size_t size;
    size_t length; /* of the whole mapping */
    unsigned char *memory;
};

/* Of this size for good: student's code can come by the descriptor, and what is not there any more cannot be looked at. */
static int create_memory(size_t length)
{
    int fd = memfd_create("area", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || ftruncate(fd, (off_t)length) != 0 ||
        fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        abort();
    }
    return fd;
}

struct area *area_create(const char *what, size_t size)
{
    expect_that(size <= SIZE_MAX_BYTES, "the size that your *_size function says",
                "room for what is shared and nothing more", "it asks for %zu bytes", size);
    struct area *area = calloc(1, sizeof *area);
    if (area == NULL) {
        abort();
    }
    area->what = what;
    area->size = size;
    area->length = (size + PAGE - 1) / PAGE * PAGE + 2 * PAGE;
    area->fd = create_memory(area->length);
    area->memory = mmap(NULL, area->length, PROT_READ | PROT_WRITE, MAP_SHARED, area->fd, 0);
    if (area->memory == MAP_FAILED) {
        abort();
    }
    memset(area->memory, EDGE_BYTE, area->length);
    area_fill(area, -1);
    area->next = session_current()->areas;
    session_current()->areas = area;
    return area;
}

void area_map(struct area *area, struct actor *actor)
{
    /* Addresses far from each other and from everything else, a different one for each actor. */
    area_map_at(area, actor,
                0x100000000000U + PAGE +
                    ((uint64_t)actor->number * 16 + actor->area_count) * 0x4000000000U / 16);
}

void area_map_at(struct area *area, struct actor *actor, uint64_t wanted)
{
    uint64_t hint = wanted - PAGE;
    struct wire_request request = {.operation = WIRE_MAP,
                                   .arguments = {{.value = area->length}, {.value = hint}}};
    assert(actor->area_count < ACTOR_AREAS_MAX);
    uint64_t address = actor_set(actor, request, NULL, area->fd);
    actor->areas[actor->area_count].area = area;
    actor->areas[actor->area_count++].address = address + PAGE;
}

unsigned char *area_bytes(struct area *area)
{
    return area->memory + PAGE;
}

size_t area_size(const struct area *area)
{
    return area->size;
}

void area_fill(struct area *area, int value)
{
    for (size_t i = 0; i < area->size; i++) {
        area_bytes(area)[i] = (unsigned char)(value >= 0 ? value : (int)check_random(256));
    }
}

struct area *area_next(const struct area *area)
{
    return area->next;
}

const char *area_name(const struct area *area)
{
    return area->what;
}

uint64_t area_address_in(const struct area *area, const struct actor *actor)
{
    for (unsigned i = 0; i < actor->area_count; i++) {
        if (actor->areas[i].area == area) {
            return actor->areas[i].address;
        }
    }
    assert(!"the area is mapped in the actor");
    return 0;
}

/* Each byte equals its successor, and the first is the byte of the edge: memcmp is many times
 * faster than a loop, and this runs after every call. */
static bool is_edge(const unsigned char *bytes, size_t length)
{
    return bytes[0] == EDGE_BYTE && memcmp(bytes, bytes + 1, length - 1) == 0;
}

bool area_is_intact(const struct area *area)
{
    size_t end = PAGE + area->size;
    return is_edge(area->memory, PAGE) && is_edge(area->memory + end, area->length - end);
}

void area_describe_damage(const struct area *area, char *text, size_t room)
{
    const unsigned char *behind = area->memory + PAGE + area->size;
    size_t length = area->length - PAGE - area->size;
    size_t first = 0;
    size_t last = length;
    if (is_edge(behind, length)) {
        snprintf(text, room, "bytes before %s were overwritten", area->what);
        return;
    }
    while (behind[first] == EDGE_BYTE) {
        first++;
    }
    while (behind[last - 1] == EDGE_BYTE) {
        last--;
    }
    snprintf(text, room,
             "%s is %zu bytes long by its *_size function, and bytes %zu to %zu were written",
             area->what, area->size, area->size + first, area->size + last - 1);
}

void area_destroy_all(struct session *session)
{
    while (session->areas != NULL) {
        struct area *area = session->areas;
        session->areas = area->next;
        munmap(area->memory, area->length);
        close(area->fd);
        free(area);
    }
}
