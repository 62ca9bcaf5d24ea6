#include "database/soundness.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>

static const char attribute[] = "user.workbook.sound";

struct soundness soundness_of(const char *path)
{
    struct soundness found = {""};
    struct stat info;
    if (stat(path, &info) == 0) {
        snprintf(found.state, sizeof found.state, "%llu %lld %lld.%09ld",
                 (unsigned long long)info.st_ino, (long long)info.st_size,
                 (long long)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
    }
    return found;
}

bool soundness_is_known(const char *path, const struct soundness *now)
{
    char kept[sizeof now->state];
    size_t length = strlen(now->state);
    return length > 0 && getxattr(path, attribute, kept, sizeof kept) == (ssize_t)length &&
           memcmp(kept, now->state, length) == 0;
}

void soundness_remember(const char *path, const struct soundness *found)
{
    if (found->state[0] != '\0') {
        (void)setxattr(path, attribute, found->state, strlen(found->state), 0);
    }
}

void soundness_forget(const char *path)
{
    (void)removexattr(path, attribute);
}
