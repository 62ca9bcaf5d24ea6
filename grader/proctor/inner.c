#include "proctor/inner.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/spawn.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the student's processes see, and where. In full mode bubblewrap mounts it there; in reduced
 * mode it is the arena itself, and Landlock alone hides the rest. */
struct view {
    char *confine, *driver, *objects, *object, *tmp;
};

static struct view make_view(const struct plan *plan)
{
    const char *at = plan->full ? "/workbook" : plan->arena;
    return (struct view){
        .confine = memory_format("%s/bin/confine", at),
        .driver = memory_format("%s/bin/driver", at),
        .objects = memory_format("%s/object", at),
        .object = memory_format("%s/object/student.so", at),
        .tmp = plan->full ? memory_copy_string("/tmp") : memory_format("%s/tmp", at),
    };
}

static void finish_view(struct view *view)
{
    free(view->confine);
    free(view->driver);
    free(view->objects);
    free(view->object);
    free(view->tmp);
}

/* A folder of the arena at a place of the student's; `option` is --bind or --ro-bind. */
static void bind_folder(struct bubblewrap *list, const struct plan *plan, const char *option,
                        const char *folder, const char *place)
{
    bubblewrap_add(list, option, NULL);
    bubblewrap_add_format(list, "%s/%s", plan->arena, folder);
    bubblewrap_add(list, place, NULL);
}

/* The namespaces. The IPC namespace is the outer one, so that tests see the student's objects; /proc is
 * read-only, for the limits in it belong to the user that the student is, and so does the memory of
 * bubblewrap's process, which no filter confines. */
static void add_namespaces(struct bubblewrap *list, const struct plan *plan)
{
    bubblewrap_add_base(list);
    bubblewrap_add(list, "--unshare-user", "--uid", "1000", "--gid", "1000", "--unshare-pid",
                   "--cap-drop", "ALL", "--dev", "/dev", "--proc", "/proc", "--ro-bind",
                   "/proc/sys", "/proc/sys", "--remount-ro", "/proc", NULL);
    bind_folder(list, plan, "--ro-bind", "bin", "/workbook/bin");
    bind_folder(list, plan, "--ro-bind", "object", "/workbook/object");
    bind_folder(list, plan, "--bind", "shm", "/dev/shm");
    /* For Landlock: mq_open(2) needs the right to the namespace's queues, mounted or not. */
    bind_folder(list, plan, "--bind", "queues", "/dev/mqueue");
    bind_folder(list, plan, "--bind", "tmp", "/tmp");
    bubblewrap_add(list, "--remount-ro", "/dev", "--remount-ro", "/", "--", NULL);
}

static void add_confinement(struct bubblewrap *list, const struct plan *plan,
                            const struct view *view, int listener, int handover)
{
    bubblewrap_add(list, view->confine, "--processes", plan->processes, "--descriptors",
                   plan->descriptors, "--cpu-s", plan->cpu_s, "--memory-kib", plan->memory_kib,
                   "--file-kib", plan->file_kib, "--read", "/usr", "--read", "/lib", "--read",
                   "/lib64", "--read", "/proc", "--read", view->objects, "--read", view->driver,
                   "--write", "/dev/null", "--write", "/dev/zero", "--read", "/dev/urandom",
                   "--write", "/dev/shm", "--write", "/dev/mqueue", "--write", view->tmp, "--keep",
                   NULL);
    bubblewrap_add_format(list, "%d", listener);
    if (plan->idle) {
        bubblewrap_add(list, "--idle", NULL);
    }
    if (handover >= 0) {
        bubblewrap_add(list, "--delays", NULL);
        bubblewrap_add_format(list, "%d", handover);
    }
    bubblewrap_add(list, "--", NULL);
}

/* Its reports go to standard input, of which the driver lets go. Its looks at its own state, which are made at the
 * end of each process and find faults of Valgrind and none of a learner's, are left out: 5 ms an actor. */
static void add_valgrind(struct bubblewrap *list)
{
    bubblewrap_add(list, "/usr/bin/valgrind", "--tool=memcheck", "--quiet", "--leak-check=full",
                   "--show-leak-kinds=definite,indirect",
                   "--errors-for-leak-kinds=definite,indirect", "--num-callers=24",
                   "--read-inline-info=yes", "--run-libc-freeres=no", "--vgdb=no",
                   "--sanity-level=0", "--xml=yes", "--xml-fd=0", NULL);
}

/* Where the machine has no memory left, the kernel ends the student's processes before all others (proc(5),
 * oom_score_adj): what a process has when it starts another, that one has. False: there is no saying. */
static bool set_oom_score(const char *score)
{
    AUTO_CLOSE int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    return fd >= 0 && write(fd, score, strlen(score)) > 0;
}

static void get_oom_score(char *score, size_t room)
{
    AUTO_CLOSE int fd = open("/proc/self/oom_score_adj", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, score, room - 1) : 0;
    score[length > 0 ? length : 0] = '\0';
}

static bool start_as_first_to_go(const struct spawn *spawn, pid_t *pid, struct error *err)
{
    char before[16];
    get_oom_score(before, sizeof before);
    bool set = before[0] != '\0' && set_oom_score("1000");
    bool started = spawn_start(spawn, pid, err);
    if (set) {
        set_oom_score(before);
    }
    return started;
}

bool inner_start(const struct plan *plan, int listener, int handover, int reports, int output,
                 pid_t *pid, struct error *err)
{
    struct view view = make_view(plan);
    /* Valgrind keeps files of its own there. */
    AUTO_FREE char *tmp = memory_format("TMPDIR=%s", view.tmp);
    char path[] = "PATH=/usr/bin:/bin";
    char locale[] = "LC_ALL=C.UTF-8";
    char *const environment[] = {path, locale, tmp, NULL};
    struct bubblewrap list;
    bubblewrap_init(&list);
    if (plan->full) {
        add_namespaces(&list, plan);
    }
    size_t first = plan->full ? 0 : list.count;
    add_confinement(&list, plan, &view, listener, handover);
    const int inherited[] = {listener, handover};
    if (plan->memory) {
        add_valgrind(&list);
    }
    bubblewrap_add(&list, view.driver, NULL);
    bubblewrap_add_format(&list, "%d", listener);
    bubblewrap_add(&list, view.object, NULL);
    bool started = start_as_first_to_go(&(struct spawn){.arguments = list.arguments + first,
                                                        .environment = environment,
                                                        .input = reports,
                                                        .output = output,
                                                        .errors = output,
                                                        .inherited = inherited,
                                                        .inherited_count = handover >= 0 ? 2 : 1},
                                        pid, err);
    bubblewrap_finish(&list);
    finish_view(&view);
    return started;
}
