#include "driver/object.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>

static int extent_of_object(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    struct object *object = context;
    if (info->dlpi_addr != object->begin) {
        return 0;
    }
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t end = info->dlpi_addr + segment->p_vaddr + segment->p_memsz;
        if (segment->p_type == PT_LOAD && end > object->end) {
            object->end = end;
        }
    }
    return 1;
}

bool object_load(struct object *object, const char *path)
{
    *object = (struct object){.handle = dlopen(path, RTLD_NOW | RTLD_LOCAL)};
    if (object->handle == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return false;
    }
    struct link_map *map;
    if (dlinfo(object->handle, RTLD_DI_LINKMAP, &map) != 0) {
        fprintf(stderr, "%s\n", dlerror());
        return false;
    }
    object->begin = map->l_addr;
    dl_iterate_phdr(extent_of_object, object);
    return true;
}

void (*object_find(const struct object *object, const char *name))(void)
{
    /* POSIX dlsym: the conversion from void * is the interface's own. */
    union {
        void *data;
        void (*function)(void);
    } symbol = {.data = dlsym(object->handle, name)};
    return symbol.function;
}

uint64_t object_offset(const struct object *object, uintptr_t address)
{
    return address > object->begin && address < object->end ? address - object->begin : 0;
}
