#include "folder_fixture.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"

char fixture_folder[64];
struct error fixture_err;

void fixture_make(void)
{
    (void)snprintf(fixture_folder, sizeof fixture_folder, "/tmp/workbook-batch-XXXXXX");
    cr_assert_not_null(mkdtemp(fixture_folder));
}

void fixture_remove(void)
{
    tree_remove(AT_FDCWD, fixture_folder);
}

char *fixture_path(const char *relative)
{
    return memory_format("%s/%s", fixture_folder, relative);
}

void fixture_make_folder(const char *relative)
{
    AUTO_FREE char *path = fixture_path(relative);
    cr_assert_eq(mkdir(path, 0700), 0);
}

void fixture_write(const char *relative, const char *contents)
{
    AUTO_FREE char *path = fixture_path(relative);
    cr_assert(file_write_atomic(path, contents, strlen(contents), &fixture_err), "%s",
              fixture_err.message);
}
