#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "batch/collection.h"
#include "batch/unpack.h"
#include "folder_fixture.h"
#include "stage/source.h"

TestSuite(collection, .init = fixture_make, .fini = fixture_remove);

static void add(struct collection *collection, const char *relative)
{
    AUTO_FREE char *path = fixture_path(relative);
    const struct unpacker unpacker = {0};
    cr_assert(collection_add(collection, &unpacker, path, "", &fixture_err));
}

static const struct collected_file *find(const struct collection *collection, const char *path)
{
    for (size_t i = 0; i < collection->file_count; i++) {
        if (strcmp(collection->files[i].path, path) == 0) {
            return &collection->files[i];
        }
    }
    cr_assert_fail("no %s", path);
    abort();
}

Test(collection, sources_are_found_at_any_depth_and_the_rest_is_named)
{
    fixture_make_folder("ada");
    fixture_make_folder("ada/home");
    fixture_make_folder("ada/__MACOSX");
    fixture_write("ada/home/work.c", "int a;");
    fixture_write("ada/a.out", "");
    fixture_write("ada/__MACOSX/._work.c", "");
    AUTO_COLLECTION struct collection collection = {0};
    add(&collection, "ada");
    cr_assert_eq(collection.file_count, 1);
    cr_assert_str_eq(find(&collection, "home/work.c")->bytes, "int a;");
    cr_assert_eq(collection.stray_count, 1);
    cr_assert_null(collection.problem);
}

Test(collection, what_only_has_the_name_of_a_source)
{
    fixture_make_folder("ada");
    fixture_write("ada/work.c", "%PDF-1.7");
    AUTO_COLLECTION struct collection collection = {0};
    add(&collection, "ada");
    const struct collected_file *work = find(&collection, "work.c");
    cr_assert_null(work->bytes);
    cr_assert_not_null(strstr(work->why_not, "it is a PDF"));
}

Test(collection, of_two_by_one_name_the_last_counts)
{
    AUTO_COLLECTION struct collection collection = {0};
    collection_add_file(&collection, "work.c", "int a;", 6);
    collection_add_unfit(&collection, "other.c", "it is a link");
    collection_add_file(&collection, "work.c", "int b;", 6);
    collection_add_file(&collection, "other.c", "int c;", 6);
    cr_assert_eq(collection.file_count, 2);
    cr_assert_str_eq(find(&collection, "work.c")->bytes, "int b;");
    cr_assert_null(find(&collection, "other.c")->why_not);
    cr_assert_eq(collection.note_count, 2);
    cr_assert_str_eq(collection.notes[0], "two files are called 'work.c': the last one counts");
}

Test(collection, links_fifos_and_folders_are_neither_followed_nor_waited_for)
{
    fixture_make_folder("ada");
    fixture_make_folder("ada/folder.c");
    AUTO_FREE char *link = fixture_path("ada/link.c");
    AUTO_FREE char *fifo = fixture_path("ada/fifo.c");
    AUTO_FREE char *loop = fixture_path("ada/loop");
    cr_assert_eq(symlink("/etc/passwd", link), 0);
    cr_assert_eq(symlink("..", loop), 0);
    cr_assert_eq(mkfifo(fifo, 0600), 0);
    AUTO_COLLECTION struct collection collection = {0};
    add(&collection, "ada");
    cr_assert_eq(collection.file_count, 2);
    cr_assert_str_eq(find(&collection, "link.c")->why_not, "it is a link; hand in the file itself");
    cr_assert_str_eq(find(&collection, "fifo.c")->why_not, "it is not a regular file");
}

Test(collection, a_source_that_is_too_large_is_not_read)
{
    AUTO_FREE char *path = fixture_path("large.c");
    fixture_write("large.c", "");
    cr_assert_eq(truncate(path, SOURCE_BYTES_MAX + 1), 0);
    AUTO_COLLECTION struct collection collection = {0};
    add(&collection, ".");
    cr_assert_str_eq(find(&collection, "large.c")->why_not, "it is larger than 1 MiB");
}

Test(collection, a_tree_that_is_too_deep_is_a_problem)
{
    AUTO_FREE char *path = memory_copy_string("d");
    for (int i = 0; i < COLLECTION_DEPTH_MAX + 2; i++) {
        fixture_make_folder(path);
        AUTO_FREE char *deeper = memory_format("%s/d", path);
        memory_set_string(&path, deeper);
    }
    AUTO_COLLECTION struct collection collection = {0};
    add(&collection, "d");
    cr_assert_not_null(collection.problem);
}
