#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/doctor.h"

/* linux/magic.h and linux/landlock.h; the latter stays with the sandbox. */
static const long tmpfs_magic = 0x01021994;
static const unsigned landlock_ask_version = 1;

static void examine_kernel(struct doctor *doctor)
{
    struct utsname system;
    if (uname(&system) == 0) {
        AUTO_FREE char *words = memory_format("%s %s", system.release, system.machine);
        doctor_say(doctor, DOCTOR_GOOD, "kernel", words);
    }
}

static void examine_namespaces(struct doctor *doctor)
{
    /* All that the sandbox asks for, so that the answer here is the answer there. */
    const char *const argv[] = {"bwrap",
                                "--unshare-all",
                                "--die-with-parent",
                                "--ro-bind",
                                "/",
                                "/",
                                "--proc",
                                "/proc",
                                "--dev",
                                "/dev",
                                "true",
                                NULL};
    AUTO_TEXT struct text said = {0};
    if (doctor_run(argv, &said)) {
        doctor_say(doctor, DOCTOR_GOOD, "namespaces", "usable: the sandbox is complete");
        return;
    }
    said.length = strcspn(text_string(&said), "\n");
    AUTO_FREE char *words = memory_format(
        "refused (%.*s): the sandbox is reduced; on Ubuntu see docs/sandbox.md about AppArmor",
        (int)said.length, said.length > 0 ? said.bytes : "bwrap could not be run");
    doctor_say(doctor, DOCTOR_WEAK, "namespaces", words);
}

static void examine_seccomp(struct doctor *doctor)
{
    bool there = access("/proc/sys/kernel/seccomp/actions_avail", F_OK) == 0;
    doctor_say(doctor, there ? DOCTOR_GOOD : DOCTOR_WEAK, "seccomp",
               there ? "filters system calls" : "this kernel has none: the sandbox is reduced");
}

static void examine_landlock(struct doctor *doctor)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, landlock_ask_version);
    if (abi > 0) {
        AUTO_FREE char *words = memory_format("version %ld of its interface", abi);
        doctor_say(doctor, DOCTOR_GOOD, "Landlock", words);
    } else {
        doctor_say(doctor, DOCTOR_WEAK, "Landlock", "not in this kernel: one fence less");
    }
}

static void examine_dev_shm(struct doctor *doctor)
{
    struct statfs fs;
    if (statfs("/dev/shm", &fs) != 0 || (long)fs.f_type != tmpfs_magic) {
        doctor_say(doctor, DOCTOR_MISSING, "/dev/shm",
                   "is no tmpfs: mount -t tmpfs -o mode=1777 tmpfs /dev/shm");
        return;
    }
    if (access("/dev/shm", W_OK | X_OK) != 0) {
        doctor_say(doctor, DOCTOR_MISSING, "/dev/shm", "not writable: chmod 1777 /dev/shm");
        return;
    }
    unsigned long long free_mib =
        (unsigned long long)fs.f_bavail * (unsigned long long)fs.f_bsize / (1024 * 1024);
    AUTO_FREE char *words = memory_format("%llu MiB free", free_mib);
    doctor_say(doctor, free_mib >= 16 ? DOCTOR_GOOD : DOCTOR_WEAK, "/dev/shm", words);
}

/* With 1 a segment vanishes as soon as nobody is attached: half of the lessons would be untrue. */
static void examine_rmid_forced(struct doctor *doctor)
{
    AUTO_FREE char *value = NULL;
    struct error ignored;
    if (file_read("/proc/sys/kernel/shm_rmid_forced", 64, &value, NULL, &ignored) &&
        value[0] != '0') {
        doctor_say(doctor, DOCTOR_MISSING, "shm_rmid_forced",
                   "must be 0: sudo sysctl kernel.shm_rmid_forced=0");
    }
}

static void examine_version(struct doctor *doctor, const char *what, const char *const *argv)
{
    AUTO_TEXT struct text said = {0};
    if (!doctor_run(argv, &said)) {
        doctor_say(doctor, DOCTOR_MISSING, what, "does not run");
        return;
    }
    AUTO_FREE char *line = memory_copy_bytes(text_string(&said), strcspn(text_string(&said), "\n"));
    doctor_say(doctor, DOCTOR_GOOD, what, line);
}

void doctor_examine_machine(struct doctor *doctor)
{
    static const char *const gcc[] = {"gcc", "--version", NULL};
    static const char *const valgrind[] = {"valgrind", "--version", NULL};
    static const char *const criterion[] = {"pkg-config", "--modversion", "criterion", NULL};
    examine_kernel(doctor);
    examine_namespaces(doctor);
    examine_seccomp(doctor);
    examine_landlock(doctor);
    examine_dev_shm(doctor);
    examine_rmid_forced(doctor);
    examine_version(doctor, "compiler", gcc);
    examine_version(doctor, "Valgrind", valgrind);
    examine_version(doctor, "Criterion", criterion);
}
