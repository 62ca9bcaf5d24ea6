/* Four names, four ways to ask: is it the same file as "a"? */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool same_path(const char *name)
{
    char *one = realpath("a", NULL), *other = realpath(name, NULL);
    bool same = one != NULL && other != NULL && strcmp(one, other) == 0;
    free(one);
    free(other);
    return same;
}

static bool same_inode(int (*look)(const char *, struct stat *),
                       const char *name)
{
    struct stat a, b;
    return look("a", &a) == 0 && look(name, &b) == 0 &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static const char *word(bool same)
{
    return same ? "same" : "other";
}

int main(void)
{
    char folder[] = "/tmp/same-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    const char *const names[] = {"./a", "soft", "hard", "copy"};
    close(creat("a", 0600));
    close(creat("copy", 0600));
    if (symlink("a", "soft") != 0 || link("a", "hard") != 0) {
        perror("links");
    }
    printf("%-8s%-8s%-10s%-8s%s\n", "", "strcmp", "realpath", "lstat",
           "stat");
    for (int i = 0; i < 4; i++) {
        printf("%-8s%-8s%-10s%-8s%s\n", names[i],
               word(strcmp("a", names[i]) == 0), word(same_path(names[i])),
               word(same_inode(lstat, names[i])),
               word(same_inode(stat, names[i])));
    }
    for (int i = 0; i < 4; i++) {
        unlink(names[i]);
    }
    rmdir(folder);
    return 0;
}
