#include "examiner/limits_private.h"

#include "examiner/place.h"
#include "examiner/session.h"
#include "examiner/strays.h"
#include "protocol/environment.h"
#include "protocol/wire.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#define LOOK_AT_DESCRIPTORS                                                                        \
    "close(2): what is opened at the line below is to be closed again, on every path to a return"
#define LOOK_AT_MEMORY                                                                             \
    "malloc(3), mmap(2): what ends the loop that asks for it, and what gives it back?"
#define LOOK_AT_SHARED   "ftruncate(2), shm_unlink(3): how much is asked for, and what removes it?"
#define LOOK_AT_FILES    "write(2): what ends the loop that writes, and who asked for a file?"
#define LOOK_AT_THE_SIZE "the line below: how much does it ask for?"
#define LOOK_AT_LOOPS    "the line below: what ends the loop there?"
#define LOOK_AT_TIMERS                                                                             \
    "timer_create(2), sigqueue(3): what ends the loop that makes them, and what takes them away?"
#define LOOK_AT_PROCESSES                                                                          \
    "fork(2), pthread_create(3): what ends the loop that makes them, and who waits for them?"

struct limits limits_read(const char *text)
{
    struct limits limits = {0};
    if (sscanf(text, "%u %u %u %u %u", &limits.processes, &limits.descriptors, &limits.memory_kib,
               &limits.cpu_s, &limits.shared_kib) != 5) {
        limits = (struct limits){0};
    }
    return limits;
}

struct limits limits_get(void)
{
    return limits_read(place_get(LIMITS_VARIABLE));
}

bool limits_say(struct limit_words *words, const char *what, uint64_t used, uint64_t limit,
                const char *unit, const char *look)
{
    snprintf(words->text, sizeof words->text, "limit reached: %s, %llu of %llu%s", what,
             (unsigned long long)used, (unsigned long long)limit, unit);
    words->look = look;
    return true;
}

unsigned limits_count_files(const char *path)
{
    unsigned count = 0;
    DIR *directory = opendir(path);
    struct dirent *item;
    while (directory != NULL && (item = readdir(directory)) != NULL) {
        count += item->d_name[0] != '.';
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return count;
}

/* The numbers of a line of proc_pid_status(5), "NAME:\t1/2": 0 where there is none. */
static void read_status(pid_t pid, const char *name, unsigned long long numbers[2])
{
    char path[64];
    char line[256];
    size_t length = strlen(name);
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *status = fopen(path, "re");
    numbers[0] = numbers[1] = 0;
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, name, length) == 0) {
            sscanf(line + length, ": %llu/%llu", &numbers[0], &numbers[1]);
            break;
        }
    }
    if (status != NULL) {
        fclose(status);
    }
}

uint64_t limits_peak_kib(pid_t pid)
{
    unsigned long long peak_kib[2];
    read_status(pid, "VmPeak", peak_kib);
    return peak_kib[0];
}

/* Of the last eighth nothing larger may have fitted in. */
static bool explain_memory(uint64_t peak_kib, const char *look, struct limit_words *words)
{
    unsigned limit_kib = limits_get().memory_kib;
    return limit_kib != 0 && peak_kib >= limit_kib - limit_kib / 8 &&
           limits_say(words, "memory of a process", peak_kib / LIMITS_KIB_IN_MIB,
                      limit_kib / LIMITS_KIB_IN_MIB, " MiB", look);
}

/* One request that was more than all of it leaves the peak low. */
static bool explain_request(const struct wire_refusal *refusal, struct limit_words *words)
{
    uint64_t limit_kib = limits_get().memory_kib;
    uint64_t asked_kib = refusal != NULL ? refusal->bytes / LIMITS_BYTES_IN_KIB : 0;
    if (limit_kib == 0 || asked_kib <= limit_kib) {
        return false;
    }
    snprintf(words->text, sizeof words->text,
             "limit reached: memory of a process, %llu MiB asked for at once, of %llu MiB",
             (unsigned long long)asked_kib / LIMITS_KIB_IN_MIB,
             (unsigned long long)limit_kib / LIMITS_KIB_IN_MIB);
    words->look = LOOK_AT_THE_SIZE;
    return true;
}

static bool explain_descriptors(pid_t pid, struct limit_words *words)
{
    unsigned limit = limits_get().descriptors;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    unsigned count = limits_count_files(path);
    return limit != 0 && count >= limit &&
           limits_say(words, "descriptors of a process", count, limit, "", LOOK_AT_DESCRIPTORS);
}

/* Names that a file system has no room for, whatever is in the files. */
static bool explain_names(const char *what, const char *path, const char *look,
                          struct limit_words *words)
{
    struct statvfs state;
    return !session_current()->reduced && statvfs(path, &state) == 0 && state.f_files != 0 &&
           state.f_ffree == 0 && limits_say(words, what, state.f_files, state.f_files, "", look);
}

/* Without folders of its own the run shares the machine's, whose size is not ours to tell. A request
 * that failed may have been larger than what is free. */
static bool explain_full_folder(const char *what, const char *path, bool wholly, const char *look,
                                struct limit_words *words)
{
    struct statvfs state;
    if (session_current()->reduced || statvfs(path, &state) != 0 ||
        state.f_bfree > (wholly ? 0 : state.f_blocks / 8)) {
        return false;
    }
    uint64_t in_mib = (uint64_t)LIMITS_KIB_IN_MIB * LIMITS_KIB_IN_MIB / state.f_frsize;
    return limits_say(words, what, (state.f_blocks - state.f_bfree) / in_mib,
                      state.f_blocks / in_mib, " MiB", look);
}

static bool explain_file_size(struct limit_words *words)
{
    unsigned limit_kib = limits_get().shared_kib;
    snprintf(words->text, sizeof words->text, "limit reached: size of a file or object, %u MiB",
             limit_kib / LIMITS_KIB_IN_MIB);
    words->look = LOOK_AT_THE_SIZE;
    return true;
}

static bool explain_processor_time(struct limit_words *words)
{
    unsigned limit_s = limits_get().cpu_s;
    return limits_say(words, "processor time of a process", limit_s, limit_s, " s", LOOK_AT_LOOPS);
}

bool limits_explain_processes(const struct session *session, struct limit_words *words)
{
    unsigned limit = limits_get().processes;
    unsigned count = limit != 0 ? strays_count_tasks(session) : 0;
    *words = (struct limit_words){.text = ""};
    return limit != 0 && count >= limit &&
           limits_say(words, "processes", limit, limit, ", threads among them", LOOK_AT_PROCESSES);
}

/* Each timer has a signal that waits for its turn, and the kernel counts them together. */
static bool explain_timers(pid_t pid, struct limit_words *words)
{
    unsigned long long queued[2]; /* and how many may be */
    read_status(pid, "SigQ", queued);
    return queued[1] != 0 && queued[0] >= queued[1] &&
           limits_say(words, "timers and signals that wait", queued[0], queued[1], "",
                      LOOK_AT_TIMERS);
}

static bool explain_full_table(const struct wire_refusal *refusal, struct limit_words *words)
{
    return limits_explain_queues(refusal, words) ||
           explain_full_folder("shared memory", place_shared_memory(), false, LOOK_AT_SHARED,
                               words) ||
           limits_explain_segments(refusal, words) || limits_explain_semaphore_sets(words) ||
           limits_explain_message_queues(words) ||
           explain_full_folder("files in /tmp", place_get(TMP_VARIABLE), false, LOOK_AT_FILES,
                               words) ||
           explain_names("number of names in /dev/shm", place_shared_memory(), LOOK_AT_SHARED,
                         words) ||
           explain_names("number of files in /tmp", place_get(TMP_VARIABLE), LOOK_AT_FILES, words);
}

/* The C library's own stacks for threads are memory, too; where the kernel wants for memory it may be the machine's. */
static bool explain_want_of_memory(pid_t pid, const struct wire_refusal *refusal,
                                   struct limit_words *words)
{
    uint64_t peak_kib = limits_peak_kib(pid);
    if (refusal != NULL && refusal->object == WIRE_OBJECT_THREAD) {
        return explain_memory(peak_kib, LOOK_AT_PROCESSES, words);
    }
    if (refusal != NULL && refusal->object == WIRE_OBJECT_SHM) {
        return limits_explain_segments(refusal, words);
    }
    return explain_memory(peak_kib, LOOK_AT_MEMORY, words) || explain_request(refusal, words);
}

bool limits_refusal_explains(const struct wire_refusal *refusal, int error)
{
    return refusal->object != 0 &&
           (refusal->error == error || (refusal->object == WIRE_OBJECT_THREAD && error == ENOMEM));
}

bool limits_explain_error(pid_t pid, int error, const struct wire_refusal *refusal,
                          struct limit_words *words)
{
    const struct wire_refusal *told =
        refusal != NULL && limits_refusal_explains(refusal, error) ? refusal : NULL;
    *words = (struct limit_words){.text = ""};
    switch (error) {
    case EMFILE:
        return explain_descriptors(pid, words) || limits_explain_queues(told, words);
    case ENOMEM:
        return explain_want_of_memory(pid, told, words);
    case ENOSPC:
        return explain_full_table(told, words);
    case EAGAIN:
        return limits_explain_processes(session_current(), words) || explain_timers(pid, words);
    default:
        return false;
    }
}

bool limits_explain_signal(int signal, uint64_t peak_kib, struct limit_words *words)
{
    *words = (struct limit_words){.text = ""};
    switch (signal) {
    case SIGXFSZ:
        return explain_file_size(words);
    case SIGXCPU:
        return explain_processor_time(words);
    case SIGBUS:
        return explain_full_folder("shared memory", place_shared_memory(), true, LOOK_AT_THE_SIZE,
                                   words);
    case SIGSEGV:
    case SIGABRT:
        return explain_memory(peak_kib, LOOK_AT_THE_SIZE, words);
    default:
        return false;
    }
}
