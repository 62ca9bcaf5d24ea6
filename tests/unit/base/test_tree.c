#include "base/tree.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/test-tree-XXXXXX";

static void go_to_a_fresh_folder(void)
{
    strcpy(folder, "/tmp/test-tree-XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    cr_assert(eq(int, chdir(folder), 0));
}

static void remove_the_folder(void)
{
    tree_remove(AT_FDCWD, folder);
    cr_assert(ne(int, access(folder, F_OK), 0));
}

TestSuite(tree, .init = go_to_a_fresh_folder, .fini = remove_the_folder);

static void make_file(const char *name)
{
    int fd = open(name, O_WRONLY | O_CREAT, 0600);
    cr_assert(ge(int, fd, 0));
    close(fd);
}

Test(tree, a_file_goes)
{
    make_file("file");
    tree_remove(AT_FDCWD, "file");
    cr_assert(ne(int, access("file", F_OK), 0));
}

Test(tree, what_is_not_there_is_no_trouble)
{
    tree_remove(AT_FDCWD, "nothing");
}

Test(tree, a_link_goes_and_what_it_leads_to_stays)
{
    mkdir("kept", 0700);
    make_file("kept/file");
    mkdir("gone", 0700);
    cr_assert(eq(int, symlink("../kept", "gone/link"), 0));
    tree_remove(AT_FDCWD, "gone");
    cr_assert(ne(int, access("gone", F_OK), 0));
    cr_assert(eq(int, access("kept/file", F_OK), 0));
}

Test(tree, a_link_in_the_place_of_the_folder_is_not_followed)
{
    mkdir("kept", 0700);
    make_file("kept/file");
    cr_assert(eq(int, symlink("kept", "link"), 0));
    tree_remove(AT_FDCWD, "link");
    cr_assert(eq(int, access("kept/file", F_OK), 0));
}

Test(tree, folders_without_permissions_go)
{
    mkdir("closed", 0700);
    mkdir("closed/read-only", 0700);
    make_file("closed/read-only/file");
    chmod("closed/read-only", 0500);
    chmod("closed", 0);
    tree_remove(AT_FDCWD, "closed");
    cr_assert(ne(int, access("closed", F_OK), 0));
}

/* Deeper than there are descriptors, with paths longer than PATH_MAX, and no permissions. */
Test(tree, depth_does_not_matter)
{
    enum { LEVELS = 1100 };
    for (int i = 0; i < LEVELS; i++) {
        cr_assert(eq(int, mkdir("deep", 0700), 0));
        make_file("deep-1"); /* a name that the removal would choose itself */
        cr_assert(eq(int, chdir("deep"), 0));
    }
    cr_assert(eq(int, mkdir("closed", 0), 0));
    cr_assert(eq(int, chdir(folder), 0));
    tree_remove(AT_FDCWD, "deep");
    cr_assert(ne(int, access("deep", F_OK), 0));
}
