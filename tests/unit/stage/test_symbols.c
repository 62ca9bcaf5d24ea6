#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "sandbox/bubblewrap.h"
#include "stage/machine.h"
#include "stage/symbols.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static char *originals;

static void put(const char *name)
{
    struct error err;
    AUTO_FREE char *path = memory_format("%s/%s", folder, name);
    cr_assert(file_write_atomic(path, name, strlen(name), &err), "%s", err.message);
}

static void make(void)
{
    static const char *const parts[] = {"symbols", "originals", "originals/ab"};
    strcpy(folder, "/tmp/workbook-test-symbols-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        AUTO_FREE char *path = memory_format("%s/%s", folder, parts[i]);
        cr_assert_eq(mkdir(path, 0700), 0);
    }
    originals = memory_format("%s/originals", folder);
    put("originals/ab/cdef.debug");
}

static void drop(void)
{
    tree_remove(AT_FDCWD, folder);
    free(originals);
}

TestSuite(symbols, .init = make, .fini = drop);

static void cover(struct bubblewrap *list)
{
    const struct machine machine = {.libexec = folder};
    bubblewrap_init(list);
    symbols_cover_in(list, &machine, originals);
}

Test(symbols, a_copy_covers_its_original)
{
    struct bubblewrap list;
    put("symbols/abcdef.debug");
    cover(&list);
    AUTO_FREE char *original = memory_format("%s/ab/cdef.debug", originals);
    cr_assert_eq(list.descriptor_count, 1);
    cr_assert_eq(list.count, 4);
    cr_assert_str_eq(list.arguments[1], "--ro-bind-data");
    cr_assert_eq(atoi(list.arguments[2]), list.descriptors[0]);
    cr_assert_str_eq(list.arguments[3], original);
    char bytes[32] = "";
    cr_assert_gt(read(list.descriptors[0], bytes, sizeof bytes - 1), 0);
    cr_assert_str_eq(bytes, "symbols/abcdef.debug");
    bubblewrap_finish(&list);
}

Test(symbols, a_copy_for_another_library_is_left_out)
{
    struct bubblewrap list;
    put("symbols/abcdee.debug");
    put("symbols/a");
    cover(&list);
    cr_assert_eq(list.count, 1);
    cr_assert_eq(list.descriptor_count, 0);
    bubblewrap_finish(&list);
}

Test(symbols, without_copies_nothing_is_covered)
{
    struct bubblewrap list;
    cover(&list);
    cr_assert_eq(list.count, 1);
    bubblewrap_finish(&list);
}
