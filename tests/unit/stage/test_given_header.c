#include "stage/given_header.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/workbook-unit-header-XXXXXX";
static char *path; /* of the exercise */
static struct manifest manifest;
static struct error err;

static void put(const char *name, const char *text)
{
    AUTO_FREE char *file = memory_format("%s/%s", root, name);
    for (char *slash = file + strlen(root) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        (void)mkdir(file, 0700);
        *slash = '/';
    }
    cr_assert(file_write_atomic(file, text, strlen(text), &err), "%s", err.message);
}

static void make(void)
{
    static char folder[] = "01-one", header[] = "work.h";
    cr_assert_not_null(mkdtemp(root));
    path = memory_format("%s/exercises/01-one", root);
    manifest = (struct manifest){.path = path, .folder = folder, .header = header};
    put("exercises/01-one/work.h", "int mine;\n");
}

static void clean(void)
{
    tree_remove(AT_FDCWD, root);
    free(path);
}

TestSuite(given_header, .init = make, .fini = clean);

static void expect_read(const char *text)
{
    AUTO_FREE char *bytes = NULL;
    size_t length;
    cr_assert(given_header_read(&manifest, &bytes, &length, &err), "%s", err.message);
    cr_assert_str_eq(bytes, text);
}

Test(given_header, one_that_has_no_copy_is_its_own)
{
    expect_read("int mine;\n");
    cr_assert_null(given_header_explain(&manifest));
}

Test(given_header, the_copy_is_what_counts)
{
    put("tests/exercises/01-one/stub/work.h", "int given;\n");
    expect_read("int given;\n");
    AUTO_FREE char *words = given_header_explain(&manifest);
    cr_assert_not_null(strstr(words, "cp tests/exercises/01-one/stub/work.h exercises/01-one/"),
                       "%s", words);
    put("exercises/01-one/work.h", "int given;\n");
    cr_assert_null(given_header_explain(&manifest));
}

Test(given_header, in_a_handout)
{
    put("stubs/01-one/work.h", "int given;\n");
    expect_read("int given;\n");
    AUTO_FREE char *words = given_header_explain(&manifest);
    cr_assert_not_null(strstr(words, "cp stubs/01-one/work.h exercises/01-one/"), "%s", words);
}

Test(given_header, one_that_is_gone_is_told_likewise)
{
    put("stubs/01-one/work.h", "int given;\n");
    AUTO_FREE char *own = memory_format("%s/work.h", path);
    cr_assert_eq(unlink(own), 0);
    expect_read("int given;\n");
    AUTO_FREE char *words = given_header_explain(&manifest);
    cr_assert_not_null(words);
    AUTO_FREE char *copy = memory_format("%s/stubs/01-one/work.h", root);
    cr_assert_eq(unlink(copy), 0);
    AUTO_FREE char *bytes = NULL;
    size_t length;
    cr_assert_not(given_header_read(&manifest, &bytes, &length, &err));
}
