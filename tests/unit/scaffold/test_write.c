#include "scaffold/scaffold.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define REGISTRY "tests/exercises/CMakeLists.txt"
#define LIST     "foreach(name IN ITEMS\n        01-one)\nendforeach()\n"

static const char *root;
static struct catalogue *catalogue;
static struct scaffold scaffold;
static struct error err;

/* With the templates of the real tree: that they render is part of what is tested. */
static void make(void)
{
    root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_write(REGISTRY, LIST);
    fixture_write("solutions/01-one/work.c", "");
    fixture_write("grader/scaffold/x", "");
    AUTO_FREE char *template = memory_format("%s/grader/scaffold/template", root);
    cr_assert_eq(symlink(OWN_ROOT "/grader/scaffold/template", template), 0);
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
    cr_assert(scaffold_name(&scaffold, "message-board", NULL, catalogue, &err), "%s", err.message);
}

static void clean(void)
{
    scaffold_finish(&scaffold);
    catalogue_destroy(catalogue);
    fixture_remove();
}

TestSuite(scaffold_write, .init = make, .fini = clean);

/* The names of all files below the root. */
static char *list_tree(void)
{
    AUTO_FREE char *command = memory_format("cd '%s' && find . | sort", root);
    AUTO_TEXT struct text names = {0};
    FILE *find = popen(command, "r");
    char line[512];
    while (fgets(line, sizeof line, find) != NULL) {
        text_append(&names, line);
    }
    pclose(find);
    return text_steal(&names);
}

static char *read_file(const char *file)
{
    AUTO_FREE char *path = memory_format("%s/%s", root, file);
    char *text = NULL;
    cr_assert(file_read(path, 1 << 20, &text, NULL, &err), "%s", err.message);
    return text;
}

/* Writing fails with these words, and the tree is as it was. */
static void expect_refused(const char *words)
{
    AUTO_FREE char *before = list_tree();
    cr_assert_not(scaffold_write(&scaffold, root, &err));
    cr_assert_not_null(strstr(err.message, words), "%s", err.message);
    AUTO_FREE char *after = list_tree();
    cr_assert_str_eq(after, before);
}

Test(scaffold_write, makes_an_exercise)
{
    cr_assert(scaffold_write(&scaffold, root, &err), "%s", err.message);
    AUTO_FREE char *registry = read_file(REGISTRY);
    cr_assert_not_null(strstr(registry, "01-one\n        02-message-board)"), "%s", registry);
    AUTO_FREE char *stub = read_file("exercises/02-message-board/message_board.c");
    AUTO_FREE char *copy = read_file("tests/exercises/02-message-board/stub/message_board.c");
    cr_assert_str_eq(stub, copy);
    AUTO_FREE char *header = read_file("exercises/02-message-board/message_board.h");
    AUTO_FREE char *header_copy =
        read_file("tests/exercises/02-message-board/stub/message_board.h");
    cr_assert_str_eq(header, header_copy);
    cr_assert_not_null(strstr(header, "#ifndef MESSAGE_BOARD_H\n"));
    AUTO_FREE char *tree = list_tree();
    cr_assert_null(strstr(tree, ".new-"), "%s", tree);
    cr_assert_not_null(strstr(tree, "./solutions/02-message-board/NOTES.md\n"), "%s", tree);
}

Test(scaffold_write, the_manifest_is_whole)
{
    cr_assert(scaffold_write(&scaffold, root, &err), "%s", err.message);
    catalogue_destroy(catalogue);
    catalogue = NULL;
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
    cr_assert_eq(catalogue->count, 2);
    cr_assert_str_eq(catalogue->exercises[1]->name, "message-board");
    cr_assert(catalogue->exercises[1]->draft);
    cr_assert_not(catalogue->exercises[0]->draft);
}

Test(scaffold_write, refuses_what_exists)
{
    fixture_write("tests/exercises/02-message-board/x", "");
    expect_refused("/tests/exercises/02-message-board exists already; remove it");
}

Test(scaffold_write, refuses_a_tree_without_tests)
{
    AUTO_FREE char *registry = memory_format("%s/" REGISTRY, root);
    cr_assert_eq(unlink(registry), 0);
    expect_refused("exercises are made in the source tree, and here is none");
}

Test(scaffold_write, refuses_a_list_it_does_not_know)
{
    fixture_write(REGISTRY, "add_exercise(01-one)\n");
    expect_refused("has no list");
}

/* A folder that cannot be made, seen after others were written. */
Test(scaffold_write, undoes_what_it_began)
{
    AUTO_FREE char *solutions = memory_format("%s/solutions", root);
    AUTO_FREE char *elsewhere = memory_format("%s/elsewhere", root);
    cr_assert_eq(rename(solutions, elsewhere), 0);
    fixture_write("solutions", "no folder");
    expect_refused("cannot make the folder");
}

/* As a disk that is full in the middle of a file. */
Test(scaffold_write, survives_a_full_disk)
{
    const struct rlimit small = {1000, RLIM_INFINITY}, large = {RLIM_INFINITY, RLIM_INFINITY};
    (void)signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    expect_refused("/.new-02-message-board");
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &large), 0);
    cr_assert(scaffold_write(&scaffold, root, &err), "%s", err.message);
}
