#include "scaffold/folder.h"

#include <ftw.h>
#include <stdio.h>

enum { DESCRIPTORS_MAX = 16 };

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    (void)remove(path);
    return 0;
}

void folder_remove(const char *path)
{
    (void)nftw(path, remove_entry, DESCRIPTORS_MAX, FTW_DEPTH | FTW_PHYS);
}
