#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"

static char folder[] = "/tmp/workbook-test-file-XXXXXX";

static void make_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
}

static void remove_folder(void)
{
    AUTO_FREE char *command = memory_format("rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(file, .init = make_folder, .fini = remove_folder);

static void expect_contents(const char *path, const char *expected)
{
    struct error err;
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    cr_assert(file_read(path, 1000, &bytes, &length, &err), "%s", err.message);
    cr_assert_str_eq(bytes, expected);
    cr_assert_eq(length, strlen(expected));
}

Test(file, written_is_read)
{
    struct error err;
    AUTO_FREE char *path = memory_format("%s/report", folder);
    cr_assert(file_write_atomic(path, "one", 3, &err), "%s", err.message);
    expect_contents(path, "one");
    cr_assert(file_write_atomic(path, "second", 6, &err), "%s", err.message);
    expect_contents(path, "second");
    cr_assert(file_write_atomic(path, "", 0, &err), "%s", err.message);
    expect_contents(path, "");
}

Test(file, permissions_stay_and_links_are_followed)
{
    struct error err;
    AUTO_FREE char *path = memory_format("%s/report", folder);
    AUTO_FREE char *link = memory_format("%s/link", folder);
    cr_assert(file_write_atomic(path, "one", 3, &err));
    cr_assert_eq(chmod(path, 0640), 0);
    cr_assert_eq(symlink(path, link), 0);
    cr_assert(file_write_atomic(link, "two", 3, &err), "%s", err.message);
    expect_contents(path, "two");
    struct stat status;
    cr_assert_eq(lstat(link, &status), 0);
    cr_assert(S_ISLNK(status.st_mode));
    cr_assert_eq(stat(path, &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0640);
}

Test(file, a_device_is_not_replaced)
{
    struct error err;
    cr_assert(file_write_atomic("/dev/null", "x", 1, &err), "%s", err.message);
    cr_assert_not(file_write_atomic("/dev/full", "x", 1, &err));
    cr_assert_str_eq(err.message, "cannot write to /dev/full: No space left on device");
}

Test(file, failures_leave_nothing)
{
    struct error err;
    AUTO_FREE char *path = memory_format("%s/no/such/folder", folder);
    cr_assert_not(file_write_atomic(path, "x", 1, &err));
    cr_assert_not(file_write_atomic(folder, "x", 1, &err));
    AUTO_FREE char *command = memory_format("test -z \"$(ls -A '%s')\"", folder);
    cr_assert_eq(system(command), 0);
}

Test(file, limits_and_kinds)
{
    struct error err;
    AUTO_FREE char *bytes = NULL;
    AUTO_FREE char *path = memory_format("%s/report", folder);
    cr_assert(file_write_atomic(path, "four", 4, &err));
    cr_assert(file_read(path, 4, &bytes, NULL, &err), "%s", err.message);
    AUTO_FREE char *none = NULL;
    cr_assert_not(file_read(path, 3, &none, NULL, &err));
    cr_assert_not_null(strstr(err.message, "larger than 3 bytes"));
    cr_assert_not(file_read(folder, 100, &none, NULL, &err));
    cr_assert_not(file_read("/dev/zero", 100, &none, NULL, &err));
    cr_assert_not_null(strstr(err.message, "not a regular file"));
    AUTO_FREE char *pipe_path = memory_format("%s/pipe", folder);
    cr_assert_eq(mkfifo(pipe_path, 0600), 0);
    cr_assert_not(file_read(pipe_path, 100, &none, NULL, &err));
    cr_assert(file_read("/proc/self/stat", 4096, &none, NULL, &err), "%s", err.message);
}

Test(file, a_large_limit_costs_no_memory)
{
    struct error err;
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    AUTO_FREE char *path = memory_format("%s/report", folder);
    cr_assert(file_write_atomic(path, "four", 4, &err));
    cr_assert(file_read(path, SIZE_MAX / 2, &bytes, &length, &err), "%s", err.message);
    cr_assert_str_eq(bytes, "four");
    cr_assert_eq(length, 4);
}

Test(file, one_whose_size_is_not_told_is_read_to_its_end)
{
    struct error err;
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    cr_assert(file_read("/proc/self/smaps", 64 << 20, &bytes, &length, &err), "%s", err.message);
    cr_assert_gt(length, 4096);
    cr_assert_eq(strlen(bytes), length);
}
