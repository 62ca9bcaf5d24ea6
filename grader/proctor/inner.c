#include "proctor/inner.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/spawn.h"

#include <stdlib.h>

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

/* The namespaces. The IPC namespace is the outer one, so that tests see the student's objects;
 * /proc/sys is read-only, for its limits belong to the user that the student is. */
static void add_namespaces(struct bubblewrap *list, const struct plan *plan)
{
    bubblewrap_add_base(list);
    bubblewrap_add(list, "--unshare-user", "--uid", "1000", "--gid", "1000", "--unshare-pid",
                   "--cap-drop", "ALL", "--dev", "/dev", "--proc", "/proc", "--ro-bind",
                   "/proc/sys", "/proc/sys", NULL);
    bind_folder(list, plan, "--ro-bind", "bin", "/workbook/bin");
    bind_folder(list, plan, "--ro-bind", "object", "/workbook/object");
    bind_folder(list, plan, "--bind", "shm", "/dev/shm");
    /* For Landlock: mq_open(2) needs the right to the namespace's queues, mounted or not. */
    bind_folder(list, plan, "--bind", "queues", "/dev/mqueue");
    bind_folder(list, plan, "--bind", "tmp", "/tmp");
    bubblewrap_add(list, "--", NULL);
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
                   "--read-inline-info=no", "--run-libc-freeres=no", "--vgdb=no",
                   "--sanity-level=0", "--xml=yes", "--xml-fd=0", NULL);
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
    bool started = spawn_start(&(struct spawn){.arguments = list.arguments + first,
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
