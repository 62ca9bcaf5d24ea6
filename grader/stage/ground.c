#include "stage/ground.h"

#include <stdlib.h>
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

bool ground_has_shared_memory(struct error *why)
{
    struct statvfs state;
    if (access("/dev/shm", F_OK) != 0) {
        return error_set(
            why, "there is no /dev/shm for shared memory: mkdir /dev/shm && mount -t tmpfs -o "
                 "mode=1777 tmpfs /dev/shm");
    }
    if (access("/dev/shm", W_OK | X_OK) != 0 || statvfs("/dev/shm", &state) != 0) {
        return error_set(why,
                         "/dev/shm cannot be written to: mount -o remount,rw,mode=1777 /dev/shm");
    }
    return free_mib(&state) >= SHARED_MIB_LEAST ||
           error_set(why,
                     "%llu MiB are free in /dev/shm, and shared memory needs %d: remove what lies "
                     "there, or "
                     "mount -o remount,size=64M /dev/shm",
                     free_mib(&state), SHARED_MIB_LEAST);
}

const char *ground_run_folder(void)
{
    const char *chosen = getenv("WORKBOOK_RUN_FOLDER");
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    return chosen != NULL ? chosen : runtime != NULL && geteuid() != 0 ? runtime : "/tmp";
}

bool ground_has_run_folder(struct error *why)
{
    struct statvfs state;
    const char *folder = ground_run_folder();
    if (statvfs(folder, &state) != 0 || access(folder, W_OK | X_OK) != 0) {
        return error_set_errno(
            why, "cannot make a folder in %s; name another in WORKBOOK_RUN_FOLDER", folder);
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
