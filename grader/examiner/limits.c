#include "examiner/limits_private.h"

#include "examiner/place.h"
#include "examiner/session.h"
#include "examiner/strays.h"
#include "examiner/tally.h"
#include "protocol/environment.h"
#include "protocol/wire.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#define LOOK_AT_SHARED "ftruncate(2), shm_unlink(3): how much is asked for, and what removes it?"
#define LOOK_AT_FILES  "write(2), mkdir(2): what ends the loop there, and who asked for a file?"
#define LOOK_AT_LOOPS  "the line below: what ends the loop there?"
#define LOOK_AT_TIME                                                                               \
    "the line below: does the call wait there, or work longer than it has to? Calls before it "    \
    "may have taken the most"
#define LOOK_AT_PROCESSES                                                                          \
    "fork(2), pthread_create(3): what ends the loop that makes them, and who waits for them?"

struct limits limits_read(const char *text)
{
    struct limits limits = {0};
    if (sscanf(text, "%u %u %u %u %u %u", &limits.processes, &limits.descriptors,
               &limits.memory_kib, &limits.cpu_s, &limits.shared_kib, &limits.run_s) != 6) {
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

static uint64_t mib_above(uint64_t kib)
{
    return (kib + LIMITS_KIB_IN_MIB - 1) / LIMITS_KIB_IN_MIB;
}

bool limits_say_asked(struct limit_words *words, const char *what, uint64_t used_kib,
                      uint64_t asked_kib, uint64_t limit_kib, const char *look)
{
    if (used_kib > limit_kib || asked_kib <= limit_kib - used_kib) {
        return false;
    }
    snprintf(words->text, sizeof words->text,
             "limit reached: %s, %llu MiB and %llu more asked for, of %llu MiB", what,
             (unsigned long long)mib_above(used_kib), (unsigned long long)mib_above(asked_kib),
             (unsigned long long)limit_kib / LIMITS_KIB_IN_MIB);
    words->look = look;
    return true;
}

bool limits_say_at_once(struct limit_words *words, const char *what, uint64_t asked, uint64_t limit,
                        const char *unit, const char *look)
{
    snprintf(words->text, sizeof words->text,
             "limit reached: %s, %llu %s asked for at once, of %llu %s", what,
             (unsigned long long)asked, unit, (unsigned long long)limit, unit);
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

/* Names that a file system has no room for, whatever is in the files. One may be free: sem_open(3) makes two at a time. */
static bool explain_names(const char *what, const char *path, const char *look,
                          struct limit_words *words)
{
    struct statvfs state;
    return !session_current()->reduced && statvfs(path, &state) == 0 && state.f_files != 0 &&
           state.f_ffree <= 1 &&
           limits_say(words, what, state.f_files - state.f_ffree, state.f_files, "", look);
}

/* Without folders of its own the run shares the machine's, whose size is not ours to tell. A request
 * that failed may have been larger than what is free; of some it is known how large. */
static bool explain_full_folder(const char *what, const char *path, uint64_t asked_kib, bool wholly,
                                const char *look, struct limit_words *words)
{
    struct statvfs state;
    if (session_current()->reduced || statvfs(path, &state) != 0) {
        return false;
    }
    uint64_t limit_kib = state.f_blocks * state.f_frsize / LIMITS_BYTES_IN_KIB;
    uint64_t used_kib = limit_kib - state.f_bfree * state.f_frsize / LIMITS_BYTES_IN_KIB;
    if (state.f_bfree > (wholly ? 0 : state.f_blocks / 8)) {
        return limits_say_asked(words, what, used_kib, asked_kib, limit_kib, look);
    }
    return limits_say(words, what, used_kib / LIMITS_KIB_IN_MIB, limit_kib / LIMITS_KIB_IN_MIB,
                      " MiB", look);
}

/* The signal comes before the call that asks for too much has come back; one that writes byte by byte asks for little. */
static bool explain_file_size(const struct wire_refusal *refusal, struct limit_words *words)
{
    uint64_t limit_mib = limits_get().shared_kib / LIMITS_KIB_IN_MIB;
    bool told = refusal != NULL && refusal->object == WIRE_OBJECT_BYTES;
    const uint64_t in_mib = (uint64_t)LIMITS_BYTES_IN_KIB * LIMITS_KIB_IN_MIB;
    uint64_t asked_mib = told ? refusal->bytes / in_mib + (refusal->bytes % in_mib != 0) : 0;
    return limits_say(words, "size of a file or object",
                      asked_mib > limit_mib ? asked_mib : limit_mib, limit_mib, " MiB",
                      LIMITS_LOOK_AT_THE_SIZE);
}

static bool explain_processor_time(struct limit_words *words)
{
    unsigned limit_s = limits_get().cpu_s;
    return limits_say(words, "processor time of a process", limit_s, limit_s, " s", LOOK_AT_LOOPS);
}

bool limits_explain_time(struct limit_words *words)
{
    unsigned limit_s = limits_get().run_s;
    *words = (struct limit_words){.text = ""};
    return tally_read(TALLY_TIME) > 0 &&
           limits_say(words, "time of the run", limit_s, limit_s,
                      " s for all checks of the exercise", LOOK_AT_TIME);
}

static bool say_processes(unsigned limit, struct limit_words *words)
{
    return limits_say(words, "processes", limit, limit, ", threads among them", LOOK_AT_PROCESSES);
}

bool limits_explain_processes(const struct session *session, struct limit_words *words)
{
    unsigned limit = limits_get().processes;
    unsigned count = limit != 0 ? strays_count_tasks(session) : 0;
    *words = (struct limit_words){.text = ""};
    return limit != 0 && count >= limit && say_processes(limit, words);
}

bool limits_explain_refused_task(const struct wire_refusal *refusal, struct limit_words *words)
{
    unsigned limit = limits_get().processes;
    *words = (struct limit_words){.text = ""};
    return limit != 0 && wire_object_is_task(refusal->object) && refusal->error == EAGAIN &&
           say_processes(limit, words);
}

static bool explain_full_table(const struct wire_refusal *refusal, struct limit_words *words)
{
    bool bytes = refusal != NULL && refusal->object == WIRE_OBJECT_BYTES;
    uint64_t asked_kib = bytes ? refusal->bytes / LIMITS_BYTES_IN_KIB : 0;
    return limits_explain_queues(refusal, words) ||
           explain_full_folder("shared memory", place_shared_memory(), asked_kib, false,
                               LOOK_AT_SHARED, words) ||
           limits_explain_segments(refusal, words) || limits_explain_semaphore_sets(words) ||
           limits_explain_message_queues(words) ||
           explain_full_folder("files in /tmp", place_get(TMP_VARIABLE), asked_kib, false,
                               LOOK_AT_FILES, words) ||
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
        return limits_explain_memory(peak_kib, LOOK_AT_PROCESSES, words);
    }
    if (refusal != NULL && refusal->object == WIRE_OBJECT_SHM) {
        return limits_explain_segments(refusal, words);
    }
    if (refusal != NULL && refusal->object == WIRE_OBJECT_LOCK) {
        return limits_explain_locks(refusal, words);
    }
    return limits_explain_memory(peak_kib, LIMITS_LOOK_AT_MEMORY, words) ||
           limits_explain_request(peak_kib, refusal, words);
}

/* Who has no memory for a thread's stack is told so by EAGAIN as well. */
static bool explain_want_of_tasks(pid_t pid, const struct wire_refusal *refusal,
                                  struct limit_words *words)
{
    bool thread = refusal != NULL && refusal->object == WIRE_OBJECT_THREAD;
    return limits_explain_processes(session_current(), words) ||
           (thread && explain_want_of_memory(pid, refusal, words)) ||
           limits_explain_signals(pid, refusal, words);
}

bool limits_refusal_explains(const struct wire_refusal *refusal, int error)
{
    return refusal->object != 0 &&
           (refusal->error == error ||
            (refusal->object == WIRE_OBJECT_THREAD && (error == ENOMEM || error == EAGAIN)));
}

bool limits_explain_error(pid_t pid, int error, const struct wire_refusal *refusal,
                          struct limit_words *words)
{
    const struct wire_refusal *told =
        refusal != NULL && limits_refusal_explains(refusal, error) ? refusal : NULL;
    *words = (struct limit_words){.text = ""};
    switch (error) {
    case EMFILE:
        return limits_explain_descriptors(pid, words) || limits_explain_queues(told, words);
    case ENOMEM:
        return explain_want_of_memory(pid, told, words);
    case ENOSPC:
        return explain_full_table(told, words);
    case EAGAIN:
        return explain_want_of_tasks(pid, told, words);
    case EFBIG:
        return told != NULL && explain_file_size(told, words);
    case EPERM:
        return limits_explain_locks(told, words);
    default:
        return false;
    }
}

bool limits_explain_signal(int signal, uint64_t peak_kib, const struct wire_refusal *refusal,
                           struct limit_words *words)
{
    *words = (struct limit_words){.text = ""};
    switch (signal) {
    case SIGXFSZ:
        return explain_file_size(refusal, words);
    case SIGXCPU:
        return explain_processor_time(words);
    case SIGBUS:
        return explain_full_folder("shared memory", place_shared_memory(), 0, true,
                                   LIMITS_LOOK_AT_THE_SIZE, words) ||
               explain_full_folder("files in /tmp", place_get(TMP_VARIABLE), 0, true,
                                   LIMITS_LOOK_AT_THE_SIZE, words);
    case SIGSEGV:
    case SIGABRT:
        return limits_explain_memory(peak_kib, LIMITS_LOOK_AT_THE_SIZE, words) ||
               limits_explain_request(peak_kib, refusal, words);
    default:
        return false;
    }
}
