#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "progress/backup.h"
#include "progress/reset.h"
#include "progress/state_folder.h"
#include "state.h"

/* A workbook of one exercise below the state folder; only what a reset reads. */
static struct layout layout;
static struct manifest manifest;
static char *source;
static char name[] = "one";
static char folder[] = "01-one";
static char file[] = "work.c";

static void put(const char *path, const char *bytes)
{
    cr_assert(file_write_atomic(path, bytes, strlen(bytes), &state_err), "%s", state_err.message);
}

static void make_folder(const char *relative)
{
    AUTO_FREE char *path = memory_format("%s/%s", state_folder, relative);
    cr_assert(state_folder_make(path, &state_err), "%s", state_err.message);
}

static void make(void)
{
    state_make();
    make_folder("book/exercises/01-one");
    make_folder("book/tests/exercises/01-one/stub");
    layout.root = memory_format("%s/book", state_folder);
    manifest.name = name;
    manifest.folder = folder;
    manifest.source = file;
    manifest.path = memory_format("%s/exercises/01-one", layout.root);
    source = memory_format("%s/work.c", manifest.path);
    AUTO_FREE char *stub = memory_format("%s/tests/exercises/01-one/stub/work.c", layout.root);
    put(stub, "stub\n");
    put(source, "mine\n");
}

static void drop(void)
{
    free(layout.root);
    free(manifest.path);
    free(source);
    state_remove();
}

TestSuite(reset, .init = make, .fini = drop);

static void expect_source(const char *expected)
{
    AUTO_FREE char *bytes = NULL;
    cr_assert(file_read(source, 100, &bytes, NULL, &state_err), "%s", state_err.message);
    cr_assert_str_eq(bytes, expected);
}

static void expect_backups(size_t count)
{
    AUTO_BACKUPS struct backups backups = {0};
    cr_assert(backups_read("one", &backups, &state_err), "%s", state_err.message);
    cr_assert_eq(backups.count, count, "%zu", backups.count);
}

static bool to_stub(void)
{
    AUTO_RESET struct reset reset = {0};
    cr_assert(reset_to_stub(&layout, &manifest, &reset, &state_err), "%s", state_err.message);
    return !reset.needless;
}

static bool restore(void)
{
    AUTO_RESET struct reset reset = {0};
    cr_assert(reset_restore(&layout, &manifest, &reset, &state_err), "%s", state_err.message);
    return !reset.needless;
}

Test(reset, there_and_back)
{
    cr_assert_eq(chmod(source, 0640), 0);
    cr_assert(to_stub());
    expect_source("stub\n");
    expect_backups(1);
    cr_assert_not(to_stub(), "it is the stub already");
    cr_assert(restore());
    expect_source("mine\n");
    expect_backups(1);
    struct stat status;
    cr_assert_eq(stat(source, &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0640);
}

Test(reset, restoring_twice_swaps)
{
    cr_assert(to_stub());
    put(source, "second\n");
    cr_assert(restore());
    expect_source("mine\n");
    cr_assert(restore());
    expect_source("second\n");
    cr_assert(restore());
    expect_source("mine\n");
    expect_backups(2);
}

Test(reset, the_newest_comes_first_even_within_a_millisecond)
{
    static const char *const versions[] = {"a", "b", "c", "d"};
    for (size_t i = 0; i < 4; i++) {
        AUTO_FREE char *path = NULL;
        cr_assert(backup_keep("one", versions[i], 1, &path, &state_err));
    }
    AUTO_BACKUPS struct backups backups = {0};
    cr_assert(backups_read("one", &backups, &state_err));
    for (size_t i = 0; i < 4; i++) {
        cr_assert_str_eq(backups.items[i].bytes, versions[3 - i]);
    }
}

Test(reset, a_source_that_is_gone_comes_back)
{
    cr_assert_eq(unlink(source), 0);
    cr_assert(to_stub());
    expect_source("stub\n");
    expect_backups(0);
    cr_assert_not(restore(), "there is nothing to restore");
    expect_source("stub\n");
}

/* What it leads to is somebody else's, and a link that leads nowhere is one, too. */
Test(reset, a_link_is_not_followed)
{
    AUTO_FREE char *other = memory_format("%s/book/other", state_folder);
    put(other, "precious\n");
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(unlink(source), 0);
        cr_assert_eq(symlink(other, source), 0);
        struct reset reset = {0};
        cr_assert_not(reset_to_stub(&layout, &manifest, &reset, &state_err));
        cr_assert_not_null(strstr(state_err.message, "symbolic link"), "%s", state_err.message);
        if (i == 0) {
            AUTO_FREE char *bytes = NULL;
            cr_assert(file_read(other, 100, &bytes, NULL, &state_err), "%s", state_err.message);
            cr_assert_str_eq(bytes, "precious\n");
            cr_assert_eq(unlink(other), 0);
        }
    }
    cr_assert_neq(access(other, F_OK), 0);
}

Test(reset, what_is_no_file_is_told)
{
    cr_assert_eq(unlink(source), 0);
    cr_assert_eq(mkfifo(source, 0600), 0);
    struct reset reset = {0};
    cr_assert_not(reset_to_stub(&layout, &manifest, &reset, &state_err));
    cr_assert_not_null(strstr(state_err.message, "remove it"), "%s", state_err.message);
}

Test(reset, without_a_copy_nothing_is_changed)
{
    setenv("WORKBOOK_STATE", "/proc/nowhere", 1);
    AUTO_RESET struct reset reset = {0};
    cr_assert_not(reset_to_stub(&layout, &manifest, &reset, &state_err));
    cr_assert_not_null(strstr(state_err.message, "/proc/nowhere"));
    expect_source("mine\n");
}

Test(reset, an_installed_workbook_has_its_stubs_elsewhere)
{
    AUTO_FREE char *tests = memory_format("rm -r '%s/tests'", layout.root);
    cr_assert_eq(system(tests), 0);
    AUTO_RESET struct reset reset = {0};
    cr_assert_not(reset_to_stub(&layout, &manifest, &reset, &state_err));
    cr_assert_not_null(strstr(state_err.message, "book/stubs/01-one/work.c"));
    make_folder("book/stubs/01-one");
    AUTO_FREE char *stub = memory_format("%s/stubs/01-one/work.c", layout.root);
    put(stub, "other stub\n");
    cr_assert(to_stub());
    expect_source("other stub\n");
}

Test(reset, what_is_no_backup_is_left_alone)
{
    make_folder("backups/one");
    AUTO_FREE char *notes = memory_format("%s/backups/one/notes.txt", state_folder);
    put(notes, "not a backup");
    expect_backups(0);
}
