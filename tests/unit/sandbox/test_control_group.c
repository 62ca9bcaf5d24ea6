#include "sandbox/control_group.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/oom.h"
#include "sandbox/spawn.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A file system of groups that we have made ourselves: folders, and files with what the kernel would say. */
static char root[] = "/tmp/control-group-XXXXXX";

static char *below(const char *path)
{
    return memory_format("%s/%s", root, path);
}

static void make_with_mode(const char *path, mode_t mode)
{
    AUTO_FREE char *folder = below(path);
    cr_assert_eq(mkdir(folder, mode), 0);
}

static void make_folder(const char *path)
{
    make_with_mode(path, 0755);
}

static void write_file(const char *path, const char *text)
{
    AUTO_FREE char *name = below(path);
    AUTO_FCLOSE FILE *file = fopen(name, "w");
    cr_assert_not_null(file);
    fputs(text, file);
}

static void set_up(void)
{
    cr_assert_not_null(mkdtemp(root));
}

static void tear_down(void)
{
    AUTO_FREE char *command = memory_format("rm -r %s", root);
    cr_assert_eq(system(command), 0);
}

TestSuite(control_group, .init = set_up, .fini = tear_down, .timeout = 60);

static struct control_group_places find(const char *mount_format, const char *own)
{
    struct control_group_places places;
    AUTO_FREE char *table = below("mounts");
    AUTO_FREE char *folder = below("fs");
    AUTO_FCLOSE FILE *file = fopen(table, "w");
    fprintf(file, "tmpfs /tmp tmpfs rw 0 0\n%s %s %s 0 0\n", "cgroup", folder, mount_format);
    fflush(file);
    control_group_places_find(table, own, &places);
    return places;
}

Test(control_group, version_1_below_our_own)
{
    make_folder("fs");
    make_folder("fs/mine");
    struct control_group_places places =
        find("cgroup rw,memory", "5:pids:/elsewhere\n4:memory:/mine\n0::/\n");
    AUTO_FREE char *wanted = below("fs/mine");
    cr_assert_eq(places.count, 1);
    cr_assert_str_eq(places.items[0].folder, wanted);
    cr_assert(places.items[0].memory && !places.items[0].tasks && !places.items[0].version_2);
    control_group_places_finish(&places);
}

Test(control_group, version_2_below_the_nearest_that_hands_down)
{
    make_folder("fs");
    make_folder("fs/user");
    make_folder("fs/user/app");
    make_folder("fs/user/app/terminal");
    write_file("fs/cgroup.subtree_control", "cpu memory pids\n");
    write_file("fs/user/cgroup.subtree_control", "memory pids\n");
    write_file("fs/user/app/cgroup.subtree_control", "cpu\n");
    write_file("fs/user/app/terminal/cgroup.subtree_control", "\n");
    struct control_group_places places =
        find("cgroup2 rw,nsdelegate", "3:freezer:/\n0::/user/app/terminal\n");
    AUTO_FREE char *wanted = below("fs/user");
    cr_assert_eq(places.count, 1);
    cr_assert_str_eq(places.items[0].folder, wanted);
    cr_assert(places.items[0].memory && places.items[0].tasks && places.items[0].version_2);
    control_group_places_finish(&places);
}

Test(control_group, nowhere_without_controllers)
{
    make_folder("fs");
    write_file("fs/cgroup.subtree_control", "hugetlb\n");
    struct control_group_places places = find("cgroup2 rw", "0::/\n");
    cr_assert_eq(places.count, 0);
    places = find("cgroup rw,freezer", "4:freezer:/\n0::/\n");
    cr_assert_eq(places.count, 0);
    places = find("cgroup rw,pids", "4:pids:/not/here\n");
    cr_assert_eq(places.count, 0);
}

/* Where a folder has no cgroup.procs there is no group, and nothing stays; what was left is removed. */
Test(control_group, what_killed_graders_left_goes_and_nothing_else)
{
    make_folder("fs");
    make_with_mode("fs/workbook-1-0", 01755);
    make_with_mode("fs/workbook-2-0", 01755);
    AUTO_FREE char *left = below("fs/workbook-1-0");
    AUTO_FREE char *alive = below("fs/workbook-2-0");
    static const char *const strangers[] = {"fs/somebody", "fs/workbook-3-0",
                                            "fs/workbook-4.service", "fs/workbook-5-0.scope"};
    make_folder(strangers[0]);
    make_folder(strangers[1]); /* without the mark */
    make_with_mode(strangers[2], 01755);
    make_with_mode(strangers[3], 01755);
    AUTO_CLOSE int lock = open(alive, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_assert_eq(flock(lock, LOCK_EX), 0);
    struct control_group_places places = find("cgroup rw,pids", "4:pids:/\n");
    struct control_group group;
    control_group_create(&group, &places, &(struct control_group_limits){1 << 20, 1});
    cr_assert_eq(group.count, 0);
    cr_assert_neq(access(left, F_OK), 0, "nobody holds its lock");
    cr_assert_eq(access(alive, F_OK), 0, "somebody does");
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        AUTO_FREE char *stranger = below(strangers[i]);
        cr_assert_eq(access(stranger, F_OK), 0, "%s", strangers[i]);
    }
    control_group_remove(&group);
    control_group_places_finish(&places);
}

static int run_in(const struct control_group *group, const char *script)
{
    char *arguments[] = {"/bin/sh", "-c", (char[256]){0}, NULL};
    snprintf(arguments[2], 256, "%s", script);
    struct error err;
    pid_t pid;
    int status;
    cr_assert(
        spawn_start(
            &(struct spawn){
                .arguments = arguments, .input = -1, .output = -1, .errors = -1, .group = group},
            &pid, &err),
        "%s", err.message);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    return status;
}

/* On a machine that grants no group this proves only that there is none; doctor says which it is. */
Test(control_group, bounds_all_processes_together)
{
    struct control_group group;
    control_group_create_here(&group, &(struct control_group_limits){48 << 20, 6});
    char *folders[CONTROL_GROUP_FOLDERS_MAX] = {NULL};
    size_t count = group.count;
    for (size_t i = 0; i < count; i++) {
        folders[i] = memory_copy_string(group.folders[i]);
    }
    cr_assert_eq(run_in(&group, "sleep 0 & sleep 0 & wait"), 0, "little is allowed");
    cr_assert_not(control_group_was_exhausted(&group));
    if (count > 0) {
        cr_assert_eq(run_in(&group, "setsid sleep 1000 & exit 0"), 0,
                     "it is removed with the group");
    }
    if (group.bounds_memory) {
        cr_assert_neq(run_in(&group, "head -c 100000000 /dev/zero | tail -c 90000000 >/dev/null"),
                      0);
        cr_assert(control_group_was_exhausted(&group));
        unsigned long long peak = oom_read_peak(group.peak);
        cr_assert(group.peak < 0 || (peak > 40 << 20 && peak <= 48 << 20), "%llu", peak);
    }
    if (group.bounds_tasks) {
        cr_assert_neq(
            run_in(&group, "for i in 1 2 3 4 5 6 7 8; do sleep 10 & done; kill $(jobs -p)"), 0);
    }
    control_group_remove(&group);
    for (size_t i = 0; i < count; i++) {
        cr_assert_neq(access(folders[i], F_OK), 0, "%s is still there", folders[i]);
        free(folders[i]);
    }
}
