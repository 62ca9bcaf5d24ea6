#include "examiner/limits.h"

#include "examiner/actor_private.h"
#include "examiner/place.h"
#include "examiner/session.h"
#include "examiner/strays.h"
#include "protocol/environment.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { KIB_IN_MIB = 1024, SEGMENTS_MAX = 4096 /* kernel.shmmni, proc_sys_kernel(5) */ };

struct limits limits_read(const char *text)
{
    struct limits limits = {0};
    if (sscanf(text, "%u %u %u %u %u", &limits.processes, &limits.descriptors, &limits.memory_kib,
               &limits.cpu_s, &limits.shared_kib) != 5) {
        limits = (struct limits){0};
    }
    return limits;
}

static struct limits limits_get(void)
{
    return limits_read(place_get(LIMITS_VARIABLE));
}

static bool explain(char *text, size_t room, const char *what, uint64_t used, uint64_t limit,
                    const char *unit)
{
    snprintf(text, room, "limit reached: %s, %llu of %llu%s", what, (unsigned long long)used,
             (unsigned long long)limit, unit);
    return true;
}

uint64_t limits_peak_kib(pid_t pid)
{
    char path[64];
    char line[256];
    unsigned long long peak_kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *status = fopen(path, "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL &&
           sscanf(line, "VmPeak: %llu", &peak_kib) != 1) {
    }
    if (status != NULL) {
        fclose(status);
    }
    return peak_kib;
}

/* Of the last eighth nothing larger may have fitted in. */
static bool explain_memory(uint64_t peak_kib, char *text, size_t room)
{
    unsigned limit_kib = limits_get().memory_kib;
    return limit_kib != 0 && peak_kib >= limit_kib - limit_kib / 8 &&
           explain(text, room, "memory of a process", peak_kib / KIB_IN_MIB, limit_kib / KIB_IN_MIB,
                   " MiB");
}

static bool explain_descriptors(pid_t pid, char *text, size_t room)
{
    unsigned limit = limits_get().descriptors;
    char path[64];
    unsigned count = 0;
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *directory = opendir(path);
    struct dirent *item;
    while (directory != NULL && (item = readdir(directory)) != NULL) {
        count += item->d_name[0] != '.';
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return limit != 0 && count >= limit &&
           explain(text, room, "descriptors of a process", count, limit, "");
}

/* Names that a file system has no room for, whatever is in the files. */
static bool explain_names(const char *what, const char *path, char *text, size_t room)
{
    struct statvfs state;
    return !session_current()->reduced && statvfs(path, &state) == 0 && state.f_files != 0 &&
           state.f_ffree == 0 && explain(text, room, what, state.f_files, state.f_files, "");
}

/* Without folders of its own the run shares the machine's, whose size is not ours to tell. A request
 * that failed may have been larger than what is free. */
static bool explain_full_folder(const char *what, const char *path, bool wholly, char *text,
                                size_t room)
{
    struct statvfs state;
    if (session_current()->reduced || statvfs(path, &state) != 0 ||
        state.f_bfree > (wholly ? 0 : state.f_blocks / 8)) {
        return false;
    }
    uint64_t in_mib = (uint64_t)KIB_IN_MIB * KIB_IN_MIB / state.f_frsize;
    return explain(text, room, what, (state.f_blocks - state.f_bfree) / in_mib,
                   state.f_blocks / in_mib, " MiB");
}

static bool explain_segments(char *text, size_t room)
{
    unsigned limit_kib = limits_get().shared_kib;
    struct shm_info info;
    if (session_current()->reduced || shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info) < 0) {
        return false;
    }
    uint64_t used_kib = info.shm_tot * (uint64_t)getpagesize() / KIB_IN_MIB;
    if (info.used_ids >= SEGMENTS_MAX) {
        return explain(text, room, "System V segments", (uint64_t)info.used_ids, SEGMENTS_MAX, "");
    }
    return used_kib >= limit_kib - limit_kib / 8 &&
           explain(text, room, "shared memory in System V segments", used_kib / KIB_IN_MIB,
                   limit_kib / KIB_IN_MIB, " MiB");
}

static bool explain_file_size(char *text, size_t room)
{
    unsigned limit_kib = limits_get().shared_kib;
    snprintf(text, room, "limit reached: size of a file or object, %u MiB", limit_kib / KIB_IN_MIB);
    return true;
}

static bool explain_processor_time(char *text, size_t room)
{
    unsigned limit_s = limits_get().cpu_s;
    return explain(text, room, "processor time of a process", limit_s, limit_s, " s");
}

bool limits_explain_processes(const struct session *session, char *text, size_t room)
{
    unsigned limit = limits_get().processes;
    unsigned count = limit != 0 ? strays_count_tasks(session) : 0;
    text[0] = '\0';
    return limit != 0 && count >= limit &&
           explain(text, room, "processes", limit, limit, ", threads among them");
}

bool limits_explain_error(pid_t pid, int error, char *text, size_t room)
{
    text[0] = '\0';
    switch (error) {
    case EMFILE:
        return explain_descriptors(pid, text, room);
    case ENOMEM:
        return explain_memory(limits_peak_kib(pid), text, room);
    case ENOSPC:
        return explain_full_folder("shared memory", place_shared_memory(), false, text, room) ||
               explain_segments(text, room) ||
               explain_full_folder("files in /tmp", place_get(TMP_VARIABLE), false, text, room) ||
               explain_names("number of names in /dev/shm", place_shared_memory(), text, room) ||
               explain_names("number of files in /tmp", place_get(TMP_VARIABLE), text, room);
    case EAGAIN:
        return limits_explain_processes(session_current(), text, room);
    default:
        return false;
    }
}

bool limits_explain_signal(int signal, uint64_t peak_kib, char *text, size_t room)
{
    text[0] = '\0';
    switch (signal) {
    case SIGXFSZ:
        return explain_file_size(text, room);
    case SIGXCPU:
        return explain_processor_time(text, room);
    case SIGBUS:
        return explain_full_folder("shared memory", place_shared_memory(), true, text, room);
    case SIGSEGV:
    case SIGABRT:
        return explain_memory(peak_kib, text, room);
    default:
        return false;
    }
}
