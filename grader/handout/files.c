/* The bill of a handout (handout/bill.h). */
#include "handout/bill.h"

#include <dirent.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"

void handout_bill_finish(struct handout_bill *bill)
{
    for (size_t i = 0; i < bill->count; i++) {
        free(bill->files[i].name);
        free(bill->files[i].source);
        free(bill->files[i].bytes);
    }
    free(bill->files);
    *bill = (struct handout_bill){0};
}

void handout_bill_add(struct handout_bill *bill, char *source, bool executable, const char *format,
                      ...)
{
    va_list arguments;
    va_start(arguments, format);
    *memory_append(&bill->files, &bill->count) = (struct handout_file){
        .name = memory_format_list(format, arguments), .source = source, .executable = executable};
    va_end(arguments);
}

void handout_bill_add_bytes(struct handout_bill *bill, char *bytes, const char *name)
{
    *memory_append(&bill->files, &bill->count) =
        (struct handout_file){.name = memory_copy_string(name), .bytes = bytes};
}

static int is_wanted(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strcmp(entry->d_name, "a.out") != 0;
}

static bool add_entry(struct handout_bill *bill, const char *root, const char *name,
                      struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", root, name);
    struct stat status;
    if (lstat(path, &status) != 0) {
        return error_set_errno(err, "cannot look at %s", path);
    }
    if (S_ISDIR(status.st_mode)) {
        return handout_bill_add_folder(bill, root, name, err);
    }
    if (S_ISREG(status.st_mode)) {
        handout_bill_add(bill, steal_pointer(&path), (status.st_mode & S_IXUSR) != 0, "%s", name);
    }
    return true;
}

bool handout_bill_add_folder(struct handout_bill *bill, const char *root, const char *folder,
                             struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", root, folder);
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_wanted, alphasort);
    if (count < 0) {
        return error_set_errno(err, "cannot read the folder %s", path);
    }
    bool added = true;
    for (int i = 0; i < count; i++) {
        AUTO_FREE char *name = memory_format("%s/%s", folder, entries[i]->d_name);
        added = added && add_entry(bill, root, name, err);
        free(entries[i]);
    }
    free(entries);
    return added;
}
