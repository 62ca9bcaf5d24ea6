/* What keeps a learner's code in: each finding is a promise, or the lack of one, in words. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/doctor.h"
#include "sandbox/probe.h"

enum { SETTING_BYTES_MAX = 4096, LANDLOCK_TRUNCATE = 3, LANDLOCK_SIGNALS = 6 };

/* A file of /proc or /sys without its newline; NULL when there is none. Owned by the caller. */
static char *read_setting(const char *path)
{
    char *value = NULL;
    struct error ignored;
    if (!file_read(path, SETTING_BYTES_MAX, &value, NULL, &ignored)) {
        return NULL;
    }
    value[strcspn(value, "\n")] = '\0';
    return value;
}

static bool setting_is(const char *path, const char *wanted)
{
    AUTO_FREE char *value = read_setting(path);
    return value != NULL && strcmp(value, wanted) == 0;
}

static bool in_container(void)
{
    return access("/.dockerenv", F_OK) == 0 || access("/run/.containerenv", F_OK) == 0;
}

/* The switches that distributions put before user namespaces (user_namespaces(7), apparmor(7)); and what containers do:
 * besides refusing the calls they cover parts of /proc, and then the kernel lets nobody mount another. */
static const char *way_to_namespaces(const char *refusal)
{
    if (access("/usr/bin/bwrap", X_OK) != 0 && access("/bin/bwrap", X_OK) != 0) {
        return "install the package bubblewrap";
    }
    if (setting_is("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1")) {
        return "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or give bwrap a "
               "profile: AppArmor allows them to programs that it knows";
    }
    if (setting_is("/proc/sys/kernel/unprivileged_userns_clone", "0")) {
        return "sudo sysctl kernel.unprivileged_userns_clone=1";
    }
    if (setting_is("/proc/sys/user/max_user_namespaces", "0")) {
        return "sudo sysctl user.max_user_namespaces=10000";
    }
    if (in_container() || strstr(refusal, "mount proc") != NULL) {
        return "start this container with --security-opt seccomp=unconfined --security-opt "
               "apparmor=unconfined --security-opt systempaths=unconfined";
    }
    return "ask who runs this machine for unprivileged user namespaces; in a chroot(1) there are "
           "none";
}

static void examine_namespaces(struct doctor *doctor, const struct error *refusal)
{
    if (refusal == NULL) {
        doctor_say(doctor, DOCTOR_GOOD, "namespaces",
                   "each run has files, processes, a network and IPC objects of its own");
        return;
    }
    AUTO_FREE char *words =
        memory_format("refused (%s). The sandbox is reduced: runs share this "
                      "machine's IPC objects and take turns. The way to them: %s",
                      refusal->message, way_to_namespaces(refusal->message));
    doctor_say(doctor, DOCTOR_WEAK, "namespaces", words);
}

static void examine_seccomp(struct doctor *doctor)
{
    struct error why;
    bool filtered = probe_seccomp(&why);
    doctor_say(doctor, filtered ? DOCTOR_GOOD : DOCTOR_MISSING, "seccomp",
               filtered ? "a learner's code reaches only the system calls that programs need"
                        : why.message);
}

/* Without namespaces it stands alone, and what it lacks nobody makes up for (docs/sandbox.md). */
static void examine_landlock(struct doctor *doctor, bool namespaces)
{
    int version = probe_landlock();
    if (version >= LANDLOCK_SIGNALS) {
        doctor_say(doctor, DOCTOR_GOOD, "Landlock",
                   namespaces ? "a second fence around files, and one against signals"
                              : "the fence around files, and the one against signals");
        return;
    }
    AUTO_FREE char *words = memory_format(
        "version %d: %s; %s. Linux 6.12 has all of it", version,
        version >= LANDLOCK_TRUNCATE ? "files only, no fence against signals"
        : version > 0                ? "some files only, no fence against signals"
                                     : "not in this kernel, or not in its lsm= list",
        namespaces    ? "the namespaces keep what they promise"
        : version > 0 ? "without namespaces a learner's code can signal your processes"
                      : "without namespaces a learner's code can read and signal what you can: "
                        "grade nobody's work but your own here");
    doctor_say(doctor, DOCTOR_WEAK, "Landlock", words);
}

static void examine_ptrace(struct doctor *doctor)
{
    struct error why;
    bool traced = probe_tracing(&why);
    doctor_say(doctor, traced ? DOCTOR_GOOD : DOCTOR_MISSING, "tracing",
               traced ? "calls can be stopped between two instructions" : why.message);
}

void doctor_examine_confinement(struct doctor *doctor, const struct error *refusal)
{
    examine_namespaces(doctor, refusal);
    examine_seccomp(doctor);
    examine_landlock(doctor, refusal == NULL);
    examine_ptrace(doctor);
}
