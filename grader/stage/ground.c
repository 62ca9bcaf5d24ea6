#include "stage/ground.h"

#include "base/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
    SHARED_MIB_LEAST = 4,
    RUNS_MIB_LEAST = 32, /* of some examinations at the same time: a copy of their programs each */
};

/* Programs of binutils beside gcc, and the C library's headers: without them every file would fail to build. */
bool ground_has_tools(struct error *why)
{
    static const struct {
        const char *path, *name, *package;
    } tools[] = {
        {"/usr/bin/gcc", "gcc", "gcc"},
        {"/usr/bin/as", "as", "binutils"},
        {"/usr/bin/ld", "ld", "binutils"},
        {"/usr/bin/readelf", "readelf", "binutils"},
        {"/usr/bin/addr2line", "addr2line", "binutils"},
    };
    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
        if (access(tools[i].path, X_OK) != 0) {
            return error_set(why, "%s cannot be run (%s); install the package %s", tools[i].name,
                             tools[i].path, tools[i].package);
        }
    }
    return access("/usr/include/stdio.h", R_OK) == 0 ||
           error_set(why,
                     "there are no headers of the C library (/usr/include/stdio.h); install the "
                     "package libc6-dev");
}

static unsigned long long free_mib(const struct statvfs *state)
{
    return (unsigned long long)state->f_bavail * state->f_frsize >> 20;
}

/* Containers and chroots may have a plain folder in its place. */
static bool is_mounted(const char *folder, const char *parent)
{
    struct stat inside, outside;
    return stat(folder, &inside) == 0 && stat(parent, &outside) == 0 &&
           inside.st_dev != outside.st_dev;
}

bool ground_has_shared_memory(struct error *why)
{
    struct statvfs state;
    if (access("/dev/shm", F_OK) != 0) {
        return error_set(why, "there is no /dev/shm for shared memory: sudo mkdir /dev/shm && sudo "
                              "mount -t tmpfs -o mode=1777 tmpfs /dev/shm");
    }
    if (access("/dev/shm", W_OK | X_OK) != 0 || statvfs("/dev/shm", &state) != 0) {
        return error_set(why, "/dev/shm cannot be written to: sudo mount %s /dev/shm",
                         is_mounted("/dev/shm", "/dev") ? "-o remount,rw,mode=1777"
                                                        : "-t tmpfs -o mode=1777 tmpfs");
    }
    return free_mib(&state) >= SHARED_MIB_LEAST ||
           error_set(why,
                     "%llu MiB are free in /dev/shm, and shared memory needs %d: remove what lies "
                     "there, or sudo mount -o remount,size=64M /dev/shm (of a container: start it "
                     "with --shm-size=64m)",
                     free_mib(&state), SHARED_MIB_LEAST);
}

static bool is_set(const char *value)
{
    return value != NULL && value[0] != '\0';
}

const char *ground_run_folder(void)
{
    const char *chosen = getenv("WORKBOOK_RUN_FOLDER");
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    return is_set(chosen) ? chosen : is_set(runtime) && geteuid() != 0 ? runtime : "/tmp";
}

/* For root, whose sandboxes run as another user: all folders on the way can be entered by everybody. */
static bool is_open_to_all(const char *folder)
{
    struct stat info;
    AUTO_FREE char *path = realpath(folder, NULL);
    char *end = path;
    while (end != NULL && stat(path, &info) == 0 && (info.st_mode & S_IXOTH)) {
        end = strrchr(path, '/');
        if (end == path) {
            return true;
        }
        *end = '\0';
    }
    return false;
}

bool ground_has_run_folder(struct error *why)
{
    struct statvfs state;
    const char *folder = ground_run_folder();
    if (folder[0] != '/') {
        return error_set(
            why, "WORKBOOK_RUN_FOLDER is '%s', and has to be a path that begins with /", folder);
    }
    if (statvfs(folder, &state) != 0 || access(folder, W_OK | X_OK) != 0) {
        return error_set_errno(
            why, "cannot make a folder in %s; name another in WORKBOOK_RUN_FOLDER", folder);
    }
    if (geteuid() == 0 && !is_open_to_all(folder)) {
        return error_set(why,
                         "not everybody may enter %s, and who runs a learner's code for root is "
                         "nobody in particular; name another folder in WORKBOOK_RUN_FOLDER",
                         folder);
    }
    if (state.f_flag & ST_NOEXEC) {
        return error_set(why,
                         "no program can be started in %s (noexec); name another folder in "
                         "WORKBOOK_RUN_FOLDER",
                         folder);
    }
    return free_mib(&state) >= RUNS_MIB_LEAST ||
           error_set(why,
                     "%llu MiB are free in %s, and grading needs %d there; make room, or name "
                     "another folder in "
                     "WORKBOOK_RUN_FOLDER",
                     free_mib(&state), folder, RUNS_MIB_LEAST);
}
