#include <linux/magic.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file_system.h"
#include "base/memory.h"
#include "base/run.h"
#include "cli/doctor.h"
#include "progress/state_folder.h"
#include "sandbox/session_limits.h"
#include "stage/ground.h"

enum {
    LEAST_SPACE_MIB = 64,
    MQUEUE_MAGIC = 0x19800202, /* ipc/mqueue.c; in no header */
};

static const unsigned long long mebibyte = 1024ULL * 1024ULL;

static void examine_kernel(struct doctor *doctor)
{
    struct utsname system;
    if (uname(&system) == 0) {
        AUTO_FREE char *words = memory_format("%s %s", system.release, system.machine);
        doctor_say(doctor, DOCTOR_GOOD, "kernel", words);
    }
}

/* With namespaces each run has shared memory and a folder of its own, and these matter to nobody but who tries something by
 * hand. */
static void examine_grounds(struct doctor *doctor, bool namespaces)
{
    enum doctor_grade grade = namespaces ? DOCTOR_WEAK : DOCTOR_MISSING;
    struct error why;
    struct statfs fs;
    if (!ground_has_shared_memory(&why)) {
        doctor_say(doctor, grade, "/dev/shm", why.message);
    } else if (statfs("/dev/shm", &fs) == 0 && fs.f_type != TMPFS_MAGIC) {
        doctor_say(
            doctor, DOCTOR_WEAK, "/dev/shm",
            "is no tmpfs, but a folder on a disk: sudo mount -t tmpfs -o mode=1777 tmpfs /dev/shm");
    } else {
        AUTO_FREE char *words = memory_format("shared memory of its own, %llu MiB free",
                                              (unsigned long long)fs.f_bavail *
                                                  (unsigned long long)fs.f_bsize / mebibyte);
        doctor_say(doctor, DOCTOR_GOOD, "/dev/shm", words);
    }
    if (!ground_has_system_v(&why)) {
        doctor_say(doctor, DOCTOR_MISSING, "System V", why.message);
    } else if (!ground_has_objects(&why)) {
        doctor_say(doctor, grade, "System V", why.message);
    }
    if (!namespaces && !ground_has_run_folder(&why)) {
        doctor_say(doctor, DOCTOR_MISSING, "runs", why.message);
    }
}

/* With namespaces each run has its own. Without, the right to them is given by the folder (Landlock). */
static void examine_queues(struct doctor *doctor)
{
    struct statfs fs;
    if (statfs("/dev/mqueue", &fs) != 0 || fs.f_type != MQUEUE_MAGIC) {
        doctor_say(
            doctor, DOCTOR_WEAK, "/dev/mqueue",
            "is not mounted: POSIX message queues, which no exercise needs, are refused to a "
            "learner's code; sudo mount -t mqueue none /dev/mqueue");
    }
}

static void examine_version(struct doctor *doctor, const char *what, const char *const *argv,
                            const char *package)
{
    AUTO_TEXT struct text said = {0};
    if (!run_succeeds(argv, &said)) {
        AUTO_FREE char *words =
            memory_format("%s does not run; install the package %s", argv[0], package);
        doctor_say(doctor, DOCTOR_MISSING, what, words);
        return;
    }
    AUTO_FREE char *line = memory_copy_bytes(text_string(&said), strcspn(text_string(&said), "\n"));
    doctor_say(doctor, DOCTOR_GOOD, what, line);
}

static void examine_file_system(struct doctor *doctor, const char *root)
{
    struct statfs fs;
    const char *remote = file_system_remote_kind(root);
    AUTO_FREE char *words = NULL;
    if (statfs(root, &fs) != 0) {
        return;
    }
    unsigned long long free_mib =
        (unsigned long long)fs.f_bavail * (unsigned long long)fs.f_bsize / mebibyte;
    if (remote != NULL) {
        words = memory_format("%s lies on %s: grading works, builds are slow, and grader watch "
                              "looks for saves twice a second; a clone on a local disk is better",
                              root, remote);
    } else if (free_mib < LEAST_SPACE_MIB) {
        words =
            memory_format("%llu MiB are free below %s: builds may fail; make room", free_mib, root);
    } else {
        words = memory_format("%s, local, %llu MiB free", root, free_mib);
    }
    bool good = remote == NULL && free_mib >= LEAST_SPACE_MIB;
    doctor_say(doctor, good ? DOCTOR_GOOD : DOCTOR_WEAK, "workbook", words);
}

/* The folder, or what of it there is. */
static char *nearest_existing(const char *path)
{
    char *nearest = memory_copy_string(path);
    char *slash = NULL;
    while (access(nearest, F_OK) != 0 && (slash = strrchr(nearest, '/')) != NULL) {
        slash[slash == nearest ? 1 : 0] = '\0';
        if (strcmp(nearest, "/") == 0) {
            break;
        }
    }
    return nearest;
}

/* Where progress is kept: without it grading goes on. */
static void examine_state(struct doctor *doctor)
{
    struct error err;
    AUTO_FREE char *folder = state_folder_find(&err);
    if (folder == NULL) {
        doctor_say(doctor, DOCTOR_WEAK, "progress", err.message);
        return;
    }
    AUTO_FREE char *existing = nearest_existing(folder);
    const char *remote = file_system_remote_kind(existing);
    AUTO_FREE char *words = NULL;
    if (access(existing, W_OK | X_OK) != 0) {
        words = memory_format("not recorded: %s is not writable; WORKBOOK_STATE names another "
                              "folder",
                              existing);
    } else if (remote != NULL) {
        words = memory_format("%s, on %s: safe where that has locks; WORKBOOK_STATE names another "
                              "folder",
                              folder, remote);
    } else {
        words = memory_format("%s, local, writable", folder);
    }
    bool good = access(existing, W_OK | X_OK) == 0 && remote == NULL;
    doctor_say(doctor, good ? DOCTOR_GOOD : DOCTOR_WEAK, "progress", words);
}

/* Says nothing of those that are high enough. */
void doctor_examine_limits(struct doctor *doctor)
{
    for (size_t i = 0; i < SESSION_LIMITS; i++) {
        struct error why;
        if (!session_limit_raise(i, &why)) {
            doctor_say(doctor, DOCTOR_MISSING, "limits", why.message);
        }
    }
}

static void examine_tools(struct doctor *doctor)
{
    struct error why;
    if (!ground_has_tools(&why)) {
        doctor_say(doctor, DOCTOR_MISSING, "tools", why.message);
    }
}

void doctor_examine_machine(struct doctor *doctor, const struct layout *layout, bool namespaces)
{
    static const char *const gcc[] = {"gcc", "--version", NULL};
    static const char *const valgrind[] = {"valgrind", "--version", NULL};
    static const char *const criterion[] = {"pkg-config", "--modversion", "criterion", NULL};
    examine_version(doctor, "compiler", gcc, "gcc");
    examine_tools(doctor);
    examine_version(doctor, "Valgrind", valgrind, "valgrind");
    /* Those of a handout are built: the list of packages names the library, and pkg-config is not needed. */
    if (layout->kind != LAYOUT_HANDOUT) {
        examine_version(doctor, "Criterion", criterion, "libcriterion-dev");
    }
    examine_kernel(doctor);
    examine_grounds(doctor, namespaces);
    if (!namespaces) {
        examine_queues(doctor);
    }
    examine_file_system(doctor, layout->root);
    examine_state(doctor);
}
