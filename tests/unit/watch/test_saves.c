#include "watch/saves.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"

enum { DEADLINE_MS = 20000 };

static struct saves saves;
static char base[] = "/tmp/workbook-saves-XXXXXX";
static char *folder;

static char *path_of(const char *name)
{
    return memory_format("%s/%s", folder, name);
}

/* As `echo >`: truncates and writes. */
static void write_file(const char *name, const char *words)
{
    AUTO_FREE char *path = path_of(name);
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    cr_assert(fd >= 0 && file_write_all(fd, words, strlen(words)));
}

static void rename_file(const char *from, const char *to)
{
    AUTO_FREE char *old = path_of(from);
    AUTO_FREE char *new = path_of(to);
    cr_assert_eq(rename(old, new), 0);
}

static void remove_file(const char *name)
{
    AUTO_FREE char *path = path_of(name);
    cr_assert_eq(unlink(path), 0);
}

static void begin(bool poll)
{
    struct error err;
    cr_assert_not_null(mkdtemp(base));
    folder = memory_format("%s/work", base);
    cr_assert_eq(mkdir(folder, 0755), 0);
    write_file("work.c", "int a;\n");
    write_file("work.h", "int a;\n");
    cr_assert(saves_init(&saves, poll, &err));
    saves_aim(&saves, folder, "work.c", "work.h");
}

static void begin_with_inotify(void)
{
    begin(false);
}

static void finish(void)
{
    saves_finish(&saves);
    tree_remove(AT_FDCWD, base);
    free(folder);
}

TestSuite(saves, .init = begin_with_inotify, .fini = finish);

/* What is known at once: inotify tells before the call that makes the change returns. */
static struct saves_news look(void)
{
    return saves_take(&saves);
}

/* What comes before the deadline. */
static struct saves_news wait_for_news(void)
{
    struct saves_news news = {0};
    int descriptors[SAVES_DESCRIPTORS];
    saves_descriptors(&saves, descriptors);
    while (!news.saved && !news.gone) {
        struct pollfd wanted[] = {{.fd = descriptors[0], .events = POLLIN},
                                  {.fd = descriptors[1], .events = POLLIN}};
        int ready = poll(wanted, 2, DEADLINE_MS);
        cr_assert(ready > 0 || (ready < 0 && errno == EINTR), "nothing was noticed");
        news = saves_take(&saves);
    }
    return news;
}

Test(saves, nothing_happens_by_itself)
{
    struct saves_news news = look();
    cr_assert_not(news.saved);
    cr_assert_not(news.gone);
}

Test(saves, writing_into_the_file)
{
    write_file("work.c", "int b;\n");
    cr_assert(look().saved);
    cr_assert_not(look().saved, "once");
}

Test(saves, renaming_over_it)
{
    write_file("work.c.new", "int b;\n");
    cr_assert_not(look().saved);
    rename_file("work.c.new", "work.c");
    cr_assert(look().saved);
}

/* vim with backupcopy=no, and emacs: the old file becomes the backup first. */
Test(saves, moving_it_away_and_writing_another)
{
    rename_file("work.c", "work.c~");
    write_file("work.c", "int b;\n");
    struct saves_news news = look();
    cr_assert(news.saved);
    cr_assert_not(news.gone);
}

Test(saves, what_editors_leave_beside_it_is_no_save)
{
    static const char *const names[] = {".work.c.swp", ".work.c.swx",      "4913",
                                        "work.c~",     "#work.c#",         ".#work.c",
                                        "work.c.bak",  ".goutputstream-A1"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        write_file(names[i], "x");
        cr_assert_not(look().saved, "%s", names[i]);
        remove_file(names[i]);
        cr_assert_not(look().saved, "%s", names[i]);
    }
}

Test(saves, a_file_that_is_not_closed_is_not_saved)
{
    AUTO_FREE char *path = path_of("work.c");
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    cr_assert(file_write_all(fd, "in", 2));
    cr_assert_not(look().saved);
    close(fd);
    cr_assert(look().saved);
}

Test(saves, the_header_counts_too)
{
    write_file("work.h", "int b;\n");
    cr_assert(look().saved);
}

Test(saves, gone_and_back)
{
    remove_file("work.c");
    struct saves_news news = look();
    cr_assert(news.gone);
    cr_assert_not(news.saved);
    cr_assert_not(look().gone, "once");
    write_file("work.c", "int b;\n");
    cr_assert(look().saved);
}

Test(saves, a_link_is_all_there_at_once)
{
    write_file("other.c", "int b;\n");
    remove_file("work.c");
    (void)look();
    AUTO_FREE char *from = path_of("other.c");
    AUTO_FREE char *to = path_of("work.c");
    cr_assert_eq(link(from, to), 0);
    cr_assert(look().saved);
}

Test(saves, another_folder)
{
    AUTO_FREE char *other = memory_format("%s/other", base);
    cr_assert_eq(mkdir(other, 0755), 0);
    saves_aim(&saves, other, "other.c", "other.h");
    write_file("work.c", "int b;\n");
    cr_assert_not(look().saved);
}

Test(saves, a_folder_that_is_replaced_is_found_again)
{
    cr_assert_not(saves_polls(&saves));
    tree_remove(AT_FDCWD, folder);
    cr_assert(wait_for_news().gone);
    cr_assert(saves_polls(&saves), "only a look can tell that it is back");
    cr_assert_eq(mkdir(folder, 0755), 0);
    write_file("work.c", "int b;\n");
    cr_assert(wait_for_news().saved);
    write_file("work.c", "int c;\n");
    cr_assert(wait_for_news().saved);
}

static void begin_with_poll(void)
{
    begin(true);
    close(saves.notify); /* as where there is no inotify */
    saves.notify = -1;
    saves_aim(&saves, folder, "work.c", "work.h");
}

TestSuite(saves_poll, .init = begin_with_poll, .fini = finish);

Test(saves_poll, a_save_is_noticed)
{
    cr_assert(saves_polls(&saves));
    write_file("work.c", "int bb;\n");
    cr_assert(wait_for_news().saved);
    write_file("work.c.new", "int c;\n");
    rename_file("work.c.new", "work.c");
    cr_assert(wait_for_news().saved);
    remove_file("work.c");
    cr_assert(wait_for_news().gone);
}
