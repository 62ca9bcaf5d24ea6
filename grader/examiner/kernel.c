#include "examiner/kernel.h"

#include "examiner/check.h"
#include "examiner/kernel_private.h"
#include "examiner/ledger.h"
#include "examiner/limits.h"
#include "examiner/noted.h"
#include "examiner/place.h"
#include "examiner/recorder.h"
#include "examiner/session.h"
#include "protocol/environment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <unistd.h>

enum { FIRST_KEY = 0x57420000 };

#define NEXT_SEGMENT_ID "/proc/sys/kernel/shm_next_id"

struct kernel_changes *kernel_changes(void)
{
    struct session *session = session_current();
    if (session->changes == NULL) {
        session->changes = calloc(1, sizeof *session->changes);
        if (session->changes == NULL) {
            abort();
        }
    }
    return session->changes;
}

key_t kernel_fresh_key(void)
{
    /* Without an IPC namespace of our own other people's keys are in the way, and other graders'. */
    unsigned base =
        FIRST_KEY + (session_current()->reduced ? ((unsigned)getppid() & 0xffff) << 4 : 0);
    key_t key;
    do {
        key = (key_t)(base + ++kernel_changes()->keys);
    } while (kernel_find_segment(key) != -1 || semget(key, 0, 0) != -1 || msgget(key, 0) != -1);
    noted_add_key(key);
    return key;
}

void kernel_note_ours(enum object_kind kind, uint64_t id, const char *name)
{
    struct object_entry entry = {.kind = kind, .id = id};
    if (name != NULL) {
        snprintf(entry.name, sizeof entry.name, "%s", name);
    }
    noted_own(&entry);
}

/* Has the student's code made so much that it may have filled a table? In a namespace of its own
 * the room is more than any test needs; without one it counts what is known to be its. */
static bool is_filled_by_student(const struct session *session)
{
    enum { HOARD = 64 };
    struct objects now = {0};
    unsigned made = 0;
    ledger_read_kernel(&now);
    for (size_t i = 0; session->reduced && i < now.count; i++) {
        made += !objects_contain(&session->before, &now.items[i]) && ledger_is_ours(&now.items[i]);
    }
    objects_finish(&now);
    return !session->reduced || made > HOARD;
}

_Noreturn void kernel_report_no_room(const char *what)
{
    int error = errno;
    if (error == ENOSPC && is_filled_by_student(session_current())) {
        struct limit_words limit;
        bool limited = limits_explain_error(getpid(), error, NULL, &limit);
        check_fail(limited ? limit.look
                           : "shmget(2), shm_open(3): what do your functions make, and how often?",
                   "room for one more object of the test", "there is none: %s",
                   limited ? limit.text
                           : "your code has filled the kernel's tables, or all shared memory");
    }
    fprintf(stderr, "the test cannot make %s: %s\n", what, strerror(error));
    exit(3);
}

int kernel_make_segment(key_t key, size_t size, mode_t mode)
{
    int id = shmget(key, size, IPC_CREAT | IPC_EXCL | (int)mode);
    if (id < 0) {
        kernel_report_no_room("a segment");
    }
    kernel_note_ours(OBJECT_SHM, (uint64_t)id, NULL);
    recorder_note(NULL, "makes segment %d: key 0x%08x, %zu bytes, mode %04o", id, (unsigned)key,
                  size, (unsigned)mode);
    return id;
}

int kernel_find_segment(key_t key)
{
    return shmget(key, 0, 0);
}

/* Needs no permission, but takes an index of the kernel's table (shmctl(2), SHM_STAT_ANY). */
static bool stat_any_segment(int id, struct shmid_ds *info)
{
    struct shm_info usage;
    int last = shmctl(0, SHM_INFO, (struct shmid_ds *)&usage);
    for (int i = 0; i <= last; i++) {
        if (shmctl(i, SHM_STAT_ANY, info) == id) {
            return true;
        }
    }
    return false;
}

bool kernel_stat_segment(int id, struct shmid_ds *info)
{
    return shmctl(id, IPC_STAT, info) == 0 || (errno == EACCES && stat_any_segment(id, info));
}

/* The id may be what the student's code has returned: without namespaces it may be that of anything of this user's. */
void kernel_remove_segment(int id)
{
    struct object_entry segment = {.kind = OBJECT_SHM, .id = (uint64_t)id};
    if (objects_contain(&session_current()->before, &segment)) {
        return;
    }
    if (shmctl(id, IPC_RMID, NULL) == 0) {
        recorder_note(NULL, "removes segment %d", id);
    }
}

bool kernel_set_next_segment_id(int id)
{
    FILE *file = session_current()->reduced ? NULL : fopen(NEXT_SEGMENT_ID, "we");
    if (file == NULL) {
        return false;
    }
    bool written = fprintf(file, "%d\n", id) > 0;
    written = fclose(file) == 0 && written;
    kernel_changes()->next_id_set = kernel_changes()->next_id_set || written;
    return written;
}

/* The kernel forgets the wish when a segment is made, and only then. */
static void use_up_next_id(void)
{
    FILE *file = fopen(NEXT_SEGMENT_ID, "re");
    int pending = -1;
    if (file != NULL) {
        if (fscanf(file, "%d", &pending) == 1 && pending >= 0) {
            kernel_remove_segment(shmget(IPC_PRIVATE, 1, IPC_CREAT | 0600));
        }
        fclose(file);
    }
}

static unsigned count_kind(enum object_kind kind)
{
    struct objects now = {0};
    unsigned count = 0;
    ledger_read_kernel(&now);
    for (size_t i = 0; i < now.count; i++) {
        count += now.items[i].kind == kind && ledger_is_ours(&now.items[i]);
    }
    objects_finish(&now);
    return count;
}

unsigned kernel_count_segments(void)
{
    return count_kind(OBJECT_SHM);
}

unsigned kernel_count_semaphore_sets(void)
{
    return count_kind(OBJECT_SEM);
}

unsigned kernel_count_posix_queues(void)
{
    return count_kind(OBJECT_QUEUE);
}

unsigned kernel_count_queues(void)
{
    return count_kind(OBJECT_MSG) + kernel_count_posix_queues();
}

unsigned kernel_count_names(void)
{
    return count_kind(OBJECT_NAME);
}

const char *kernel_path_here(const char *name)
{
    char *path = kernel_changes()->paths[0];
    snprintf(path, sizeof kernel_changes()->paths[0], "%s/%s", place_get(TMP_VARIABLE), name);
    return path;
}

const char *kernel_path_inside(const char *name)
{
    char *path = kernel_changes()->paths[1];
    snprintf(path, sizeof kernel_changes()->paths[1], "%s/%s", place_get(TMP_INSIDE_VARIABLE),
             name);
    return path;
}

void kernel_restore(struct session *session)
{
    struct kernel_changes *mine = session->changes;
    if (mine == NULL) {
        return;
    }
    kernel_restore_limits(mine);
    if (mine->next_id_set) {
        use_up_next_id();
    }
    /* Nobody else has them; and of objects that are made as files, past shm_open, the ledger does
     * not know whose they are when there is no sandbox. */
    for (unsigned i = 0; i < mine->name_count; i++) {
        place_unlink_shared(mine->names[i]);
    }
    free(mine);
    session->changes = NULL;
}
