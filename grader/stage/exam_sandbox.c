#include "stage/exam_sandbox.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "sandbox/user_tasks.h"
#include "stage/arena.h"
#include "stage/symbols.h"

#include <fcntl.h>
#include <unistd.h>

enum {
    TMP_BYTES = 16 << 20, /* of the student's /tmp */
    PROCESSES_TO_SPARE = 256,
};

/* The pieces of a run: a file of the installation, where it goes in the arena. */
struct piece {
    const char *program;
    const char *place;
};

static const struct piece pieces[] = {
    {"proctor", "bin/proctor"},
    {"confine", "bin/confine"},
    {"driver", "bin/driver"},
};

enum { PIECES = sizeof pieces / sizeof pieces[0], PLACES = PIECES + 1 };

/* All files that a room is made of, opened; the caller owns the descriptors. */
struct parcel {
    int fd;
    const char *place;
    unsigned mode;
};

static bool open_parcels(const struct machine *machine, const struct examination_plan *plan,
                         struct parcel parcels[PLACES], struct error *err)
{
    AUTO_FREE char *tests = memory_format("tests/%s", plan->manifest->folder);
    for (size_t i = 0; i < PIECES; i++) {
        parcels[i] = (struct parcel){machine_open_program(machine, pieces[i].program, err),
                                     pieces[i].place, 0555};
    }
    parcels[PIECES] =
        (struct parcel){machine_open_program(machine, tests, err), "tests/test", 0555};
    bool opened = true;
    for (size_t i = 0; i < PLACES; i++) {
        opened = opened && parcels[i].fd >= 0;
    }
    for (size_t i = 0; i < PLACES && !opened; i++) {
        if (parcels[i].fd >= 0) {
            close(parcels[i].fd);
        }
    }
    return opened;
}

/* In a user namespace of its own the limit counts the run alone. Without one it counts all that the user
 * has running, of which some may be started meanwhile. */
static unsigned process_limit(const struct machine *machine, const struct manifest_limits *limits)
{
    return machine->full ? limits->processes
                         : limits->processes + user_tasks_count() + PROCESSES_TO_SPARE;
}

/* In C the check create-is-exclusive is called create_is_exclusive. Owned by the caller; "" for all. */
static char *name_in_c(const char *check)
{
    char *name = memory_copy_string(check != NULL ? check : "");
    for (char *c = name; *c != '\0'; c++) {
        *c = *c == '-' ? '_' : *c;
    }
    return name;
}

static const char *recording_word(enum grade_recording recording)
{
    static const char *const words[] = {[RECORD_NOTHING] = "no",
                                        [RECORD_CALLS] = "calls",
                                        [RECORD_EVENTS] = "events",
                                        [RECORD_SNAPSHOTS] = "snapshots"};
    return words[recording];
}

/* The group's folder cannot be seen from within: the tests get what they may read in it. */
static int pass_file(struct bubblewrap *list, int file)
{
    int copy = file >= 0 ? fcntl(file, F_DUPFD_CLOEXEC, 0) : -1;
    if (copy >= 0) {
        bubblewrap_pass(list, copy);
    }
    return copy;
}

static void add_group(struct bubblewrap *list, const struct control_group *group)
{
    int events = pass_file(list, group->events);
    int peak = pass_file(list, group->peak);
    bubblewrap_add_format(list, "%d %d %llu", events, peak, group->memory_bytes >> 20);
}

static void add_proctor(struct bubblewrap *list, const char *arena, const struct machine *machine,
                        const struct examination_plan *plan, const struct control_group *group)
{
    const struct manifest_limits *limits = &plan->manifest->limits;
    /* Seconds of a process; a run under Valgrind is as long as its wall clock limit. */
    unsigned cpu_s = limits->cpu_ms / 1000 + 1;
    bubblewrap_add_format(list, "%s/bin/proctor", arena);
    bubblewrap_add(list, arena, machine->sandbox, plan->memory ? "memory" : "native", NULL);
    bubblewrap_add_format(list, "%llu", (unsigned long long)plan->seed);
    bubblewrap_add_format(list, "%u", process_limit(machine, limits));
    bubblewrap_add_format(list, "%u", limits->descriptors);
    bubblewrap_add_format(list, "%u", examination_memory_kib(limits, plan->memory));
    bubblewrap_add_format(list, "%u", plan->memory ? cpu_s * 10 : cpu_s);
    bubblewrap_add_format(list, "%u", examination_wall_ms(limits, plan->memory) / 1000);
    bubblewrap_add_format(list, "%u", limits->shared_kib);
    bubblewrap_add_format(list, "%u", limits->output_kib);
    bubblewrap_add(list, plan->stop_at_failure ? "yes" : "no", plan->load.idle ? "idle" : "fair",
                   NULL);
    bubblewrap_add_format(list, "%llu", (unsigned long long)plan->load.delay_seed);
    bubblewrap_add_format(list, "%u", limits->processes);
    AUTO_FREE char *only = name_in_c(plan->only_check);
    bubblewrap_add(list, only, recording_word(plan->recording), NULL);
    add_group(list, group);
}

static void fill_full(struct bubblewrap *list, const struct machine *machine,
                      const struct examination_plan *plan, const struct control_group *group,
                      const struct parcel *parcels)
{
    bubblewrap_add_base(list);
    bubblewrap_add(list, "--unshare-user", "--uid", "0", "--gid", "0", "--unshare-ipc",
                   "--unshare-pid", "--unshare-net", "--unshare-uts", "--hostname", "workbook",
                   "--cap-add", "ALL", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
                   "--dir", "/arena", "--dir", "/arena/run", "--dir", "/arena/object", "--mqueue",
                   "/arena/queues", NULL);
    bubblewrap_add_memory_folder(list, "/arena/shm",
                                 (unsigned long)plan->manifest->limits.shared_kib * 1024);
    bubblewrap_add_memory_folder(list, "/arena/tmp", TMP_BYTES);
    for (size_t i = 0; i < PLACES; i++) {
        AUTO_FREE char *path = memory_format("/arena/%s", parcels[i].place);
        bubblewrap_add_file(list, parcels[i].fd, path, "0555");
    }
    if (plan->memory) {
        symbols_cover(list, machine);
    }
    bubblewrap_add(list, "--", NULL);
    add_proctor(list, "/arena", machine, plan, group);
}

static bool fill_reduced(struct bubblewrap *list, const struct machine *machine,
                         const struct examination_plan *plan, const struct control_group *group,
                         const struct parcel *parcels, char **arena, struct error *err)
{
    static const char *const folders[] = {"bin", "tests", "object", "+" ARENA_RUN, "+tmp", NULL};
    bool put = arena_create(machine, folders, arena, err);
    for (size_t i = 0; i < PLACES; i++) {
        if (put) {
            put = arena_put(*arena, parcels[i].place, parcels[i].fd, parcels[i].mode, err);
        } else {
            close(parcels[i].fd);
        }
    }
    if (put) {
        add_proctor(list, *arena, machine, plan, group);
    }
    return put;
}

bool exam_sandbox_fill(struct bubblewrap *list, const struct machine *machine,
                       const struct examination_plan *plan, const struct control_group *group,
                       char **arena, struct error *err)
{
    struct parcel parcels[PLACES];
    if (!open_parcels(machine, plan, parcels, err)) {
        return false;
    }
    if (!machine->full) {
        return fill_reduced(list, machine, plan, group, parcels, arena, err);
    }
    fill_full(list, machine, plan, group, parcels);
    return true;
}
