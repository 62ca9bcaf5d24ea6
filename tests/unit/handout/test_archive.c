#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "handout/archive.h"
#include "handout/bill.h"

static char scratch[] = "/tmp/handout-test.XXXXXX";

static void make(void)
{
    cr_assert_not_null(mkdtemp(scratch));
}

static void clean(void)
{
    tree_remove(AT_FDCWD, scratch);
}

TestSuite(archive, .init = make, .fini = clean);

static void write_file(const char *name, const char *bytes, mode_t mode)
{
    AUTO_FREE char *path = memory_format("%s/%s", scratch, name);
    struct error err;
    cr_assert(file_write_atomic(path, bytes, strlen(bytes), &err), "%s", err.message);
    cr_assert_eq(chmod(path, mode), 0);
}

static void expect_next(struct archive *archive, const char *name, mode_t mode, const char *bytes)
{
    struct archive_entry *entry = NULL;
    cr_assert_eq(archive_read_next_header(archive, &entry), ARCHIVE_OK);
    cr_assert_str_eq(archive_entry_pathname(entry), name);
    cr_assert_eq(archive_entry_perm(entry), mode);
    cr_assert_eq(archive_entry_uid(entry), 0);
    cr_assert_eq(archive_entry_mtime(entry), 1000);
    char read[64] = "";
    cr_assert_eq(archive_read_data(archive, read, sizeof read - 1), (la_ssize_t)strlen(bytes));
    cr_assert_str_eq(read, bytes);
}

Test(archive, has_what_is_on_the_bill)
{
    AUTO_FREE char *folder = memory_format("%s/part", scratch);
    cr_assert_eq(mkdir(folder, 0700), 0);
    write_file("part/b.md", "second", 0600);
    write_file("part/a", "first", 0700);
    write_file("part/.hidden", "no", 0600);
    write_file("part/a.out", "no", 0700);
    AUTO_FREE char *link = memory_format("%s/part/link", scratch);
    cr_assert_eq(symlink("/etc/passwd", link), 0);

    AUTO_BILL struct handout_bill bill = {0};
    struct error err;
    cr_assert(handout_bill_add_folder(&bill, scratch, "part", &err), "%s", err.message);
    handout_bill_add_bytes(&bill, memory_copy_string("third"), "list.txt");

    AUTO_FREE char *path = memory_format("%s/out.tar.gz", scratch);
    int64_t bytes = 0;
    cr_assert(handout_archive_write(&bill, "top", 1000, path, &bytes, &err), "%s", err.message);
    struct stat status;
    cr_assert_eq(stat(path, &status), 0);
    cr_assert_eq(status.st_size, bytes);

    struct archive *archive = archive_read_new();
    archive_read_support_filter_gzip(archive);
    archive_read_support_format_tar(archive);
    cr_assert_eq(archive_read_open_filename(archive, path, 10240), ARCHIVE_OK);
    expect_next(archive, "top/part/a", 0755, "first");
    expect_next(archive, "top/part/b.md", 0644, "second");
    expect_next(archive, "top/list.txt", 0644, "third");
    struct archive_entry *entry = NULL;
    cr_assert_eq(archive_read_next_header(archive, &entry), ARCHIVE_EOF);
    archive_read_free(archive);
}

Test(archive, is_whole_or_not_there)
{
    write_file("out.tar.gz", "as it was", 0600);
    AUTO_BILL struct handout_bill bill = {0};
    handout_bill_add(&bill, memory_copy_string("/nonexistent/file"), false, "file");
    AUTO_FREE char *path = memory_format("%s/out.tar.gz", scratch);
    int64_t bytes = 0;
    struct error err;
    cr_assert_not(handout_archive_write(&bill, "top", 0, path, &bytes, &err));
    cr_assert_not_null(strstr(err.message, "/nonexistent/file"));
    AUTO_FREE char *left = NULL;
    cr_assert(file_read(path, 100, &left, NULL, &err));
    cr_assert_str_eq(left, "as it was");
}
