#include "sandbox/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the headers of Debian 12 (linux/landlock.h of Linux 6.12). */
#define SCOPE_ABSTRACT_UNIX_SOCKET (1ULL << 0)
#define SCOPE_SIGNAL               (1ULL << 1)
#define ACCESS_FS_REFER            (1ULL << 13)
#define ACCESS_FS_TRUNCATE         (1ULL << 14)
#define ACCESS_FS_IOCTL_DEV        (1ULL << 15)

enum { ABI_REFER = 2, ABI_TRUNCATE = 3, ABI_IOCTL = 5, ABI_SCOPES = 6 };

/* struct landlock_ruleset_attr as of ABI 6; older kernels take its beginning. */
struct ruleset_attributes {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
    uint64_t scoped;
};

static const uint64_t read_rights =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

static uint64_t all_rights(int abi)
{
    uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; /* ABI 1 */
    rights |= abi >= ABI_REFER ? ACCESS_FS_REFER : 0;
    rights |= abi >= ABI_TRUNCATE ? ACCESS_FS_TRUNCATE : 0;
    rights |= abi >= ABI_IOCTL ? ACCESS_FS_IOCTL_DEV : 0;
    return rights;
}

/* Rights that mean something for a file that is no folder; the kernel refuses others there. */
static const uint64_t file_rights = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
                                    LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_FS_TRUNCATE |
                                    ACCESS_FS_IOCTL_DEV;

static bool allow(int ruleset, const char *path, uint64_t rights)
{
    struct stat info;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT; /* a folder that this system does not have needs no permission */
    }
    bool folder = fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
    struct landlock_path_beneath_attr rule = {
        .allowed_access = folder ? rights : rights & file_rights,
        .parent_fd = fd,
    };
    bool added = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    if (!added) {
        perror(path);
    }
    close(fd);
    return added;
}

static int create_ruleset(int abi)
{
    struct ruleset_attributes attributes = {.handled_access_fs = all_rights(abi)};
    size_t size = sizeof attributes.handled_access_fs;
    if (abi >= ABI_SCOPES) {
        attributes.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
        size = sizeof attributes;
    }
    return (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
}

bool confine_apply_landlock(const struct confine_options *options)
{
    if (options->readable_count == 0) {
        return true;
    }
    int abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) {
        return true;
    }
    int ruleset = create_ruleset(abi);
    if (ruleset < 0) {
        perror("landlock_create_ruleset");
        return false;
    }
    bool allowed = true;
    for (size_t i = 0; i < options->readable_count; i++) {
        allowed = allow(ruleset, options->readable[i], read_rights) && allowed;
    }
    for (size_t i = 0; i < options->writable_count; i++) {
        allowed = allow(ruleset, options->writable[i], all_rights(abi)) && allowed;
    }
    if (allowed && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) {
        perror("landlock_restrict_self");
        allowed = false;
    }
    close(ruleset);
    return allowed;
}
