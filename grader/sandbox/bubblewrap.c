#include "sandbox/bubblewrap.h"

#include "base/memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void append(struct bubblewrap *list, char *owned)
{
    if (list->count + 1 >= list->room) {
        list->room = list->room == 0 ? 64 : list->room * 2;
        list->arguments = memory_resize(list->arguments, list->room, sizeof list->arguments[0]);
    }
    list->arguments[list->count++] = owned;
    list->arguments[list->count] = NULL;
}

void bubblewrap_init(struct bubblewrap *list)
{
    *list = (struct bubblewrap){0};
    bubblewrap_add(list, "bwrap", NULL);
}

void bubblewrap_finish(struct bubblewrap *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->arguments[i]);
    }
    free(list->arguments);
    for (size_t i = 0; i < list->descriptor_count; i++) {
        close(list->descriptors[i]);
    }
    *list = (struct bubblewrap){0};
}

void bubblewrap_add(struct bubblewrap *list, ...)
{
    va_list arguments;
    va_start(arguments, list);
    const char *argument;
    while ((argument = va_arg(arguments, const char *)) != NULL) {
        append(list, memory_copy_string(argument));
    }
    va_end(arguments);
}

void bubblewrap_add_format(struct bubblewrap *list, const char *format, ...)
{
    char *text;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        abort();
    }
    append(list, text);
}

/* Merged-usr systems have links where older ones have folders (hier(7)): each as it is here. */
static void add_system_folder(struct bubblewrap *list, const char *path)
{
    struct stat info;
    char target[64];
    if (lstat(path, &info) != 0) {
        return;
    }
    if (!S_ISLNK(info.st_mode)) {
        bubblewrap_add(list, "--ro-bind", path, path, NULL);
        return;
    }
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length > 0) {
        target[length] = '\0';
        bubblewrap_add(list, "--symlink", target, path, NULL);
    }
}

void bubblewrap_add_base(struct bubblewrap *list)
{
    static const char *const folders[] = {"/usr",   "/bin",    "/lib", "/lib32",
                                          "/lib64", "/libx32", "/sbin"};
    bubblewrap_add(list, "--die-with-parent", "--new-session", "--clearenv", "--setenv", "PATH",
                   "/usr/bin:/bin", "--setenv", "LC_ALL", "C.UTF-8", "--chdir", "/", NULL);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        add_system_folder(list, folders[i]);
    }
}

void bubblewrap_add_memory_folder(struct bubblewrap *list, const char *path, unsigned long bytes)
{
    bubblewrap_add(list, "--perms", "1777", "--size", NULL);
    bubblewrap_add_format(list, "%lu", bytes);
    bubblewrap_add(list, "--tmpfs", path, NULL);
}

void bubblewrap_pass(struct bubblewrap *list, int fd)
{
    assert(list->descriptor_count < BUBBLEWRAP_DESCRIPTORS_MAX);
    list->descriptors[list->descriptor_count++] = fd;
}

static void add_contents(struct bubblewrap *list, const char *option, int fd, const char *path)
{
    bubblewrap_pass(list, fd);
    bubblewrap_add(list, option, NULL);
    bubblewrap_add_format(list, "%d", fd);
    bubblewrap_add(list, path, NULL);
}

void bubblewrap_add_file(struct bubblewrap *list, int fd, const char *path, const char *mode)
{
    bubblewrap_add(list, "--perms", mode, NULL);
    add_contents(list, "--file", fd, path);
}

void bubblewrap_cover_file(struct bubblewrap *list, int fd, const char *path)
{
    add_contents(list, "--ro-bind-data", fd, path);
}
