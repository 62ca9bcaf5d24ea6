#include "races/image.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* dlopen knows a file by its device and number: each copy needs a file of its own. */
static bool copy_file(const char *from, char *to)
{
    struct stat info;
    AUTO_CLOSE int source = open(from, O_RDONLY | O_CLOEXEC);
    AUTO_CLOSE int target = mkstemp(to);
    if (source < 0 || target < 0 || fstat(source, &info) != 0) {
        return false;
    }
    off_t left = info.st_size;
    while (left > 0) {
        ssize_t sent = sendfile(target, source, NULL, (size_t)left);
        if (sent <= 0) {
            return false;
        }
        left -= sent;
    }
    return true;
}

struct searched {
    const char *path;
    struct image *image;
};

static void take_segment(struct image *image, const ElfW(Phdr) * header, uintptr_t *low,
                         uintptr_t *high, uintptr_t *read_only)
{
    uintptr_t begin = header->p_vaddr;
    uintptr_t end = begin + header->p_memsz;
    if (header->p_type == PT_LOAD) {
        image->end = image->base + end > image->end ? image->base + end : image->end;
        if ((header->p_flags & PF_W) != 0) {
            *low = begin < *low ? begin : *low;
            *high = end > *high ? end : *high;
        }
    } else if (header->p_type == PT_GNU_RELRO) {
        *read_only = end;
    } else if (header->p_type == PT_TLS) {
        image->has_thread_variables = true;
    }
}

static int take_object(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    struct searched *searched = context;
    if (info->dlpi_name == NULL || strcmp(info->dlpi_name, searched->path) != 0) {
        return 0;
    }
    struct image *image = searched->image;
    uintptr_t low = UINTPTR_MAX;
    uintptr_t high = 0;
    uintptr_t read_only = 0;
    image->base = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        take_segment(image, &info->dlpi_phdr[i], &low, &high, &read_only);
    }
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    read_only = (read_only + page - 1) / page * page; /* made so after relocation */
    low = read_only > low ? read_only : low;
    if (high > low) {
        image->variables = (char *)(image->base + low);
        image->variable_bytes = high - low;
    }
    return 1;
}

bool image_load(struct image *image, const char *path, char *why, size_t size)
{
    *image = (struct image){0};
    const char *folder = getenv("TMPDIR");
    AUTO_FREE char *copy = memory_format("%s/races-XXXXXX", folder != NULL ? folder : "/tmp");
    if (!copy_file(path, copy)) {
        snprintf(why, size, "the object cannot be copied");
        return false;
    }
    image->handle = dlopen(copy, RTLD_NOW | RTLD_LOCAL);
    unlink(copy);
    if (image->handle == NULL) {
        snprintf(why, size, "%s", dlerror());
        return false;
    }
    dl_iterate_phdr(take_object, &(struct searched){copy, image});
    if (image->variable_bytes > 0) {
        image->saved = memory_allocate(1, image->variable_bytes);
        memcpy(image->saved, image->variables, image->variable_bytes);
    }
    return true;
}

void image_close(struct image *image)
{
    free(image->saved);
    if (image->handle != NULL) {
        dlclose(image->handle);
    }
    *image = (struct image){0};
}

void image_reset(const struct image *image)
{
    if (image->variable_bytes > 0) {
        memcpy(image->variables, image->saved, image->variable_bytes);
    }
}

void *image_find(const struct image *image, const char *name)
{
    return dlsym(image->handle, name);
}
