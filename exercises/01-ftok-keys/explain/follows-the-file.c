/* The name of a file changes, and the file behind a name does. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <unistd.h>

static void compare(const char *what, key_t before, const char *path)
{
    printf("%-38s %s\n", what,
           ftok(path, 'F') == before ? "the same key" : "another key");
}

int main(void)
{
    char folder[] = "/tmp/names-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    close(creat("notes", 0600));
    key_t key = ftok("notes", 'F');

    if (symlink("notes", "pointer") != 0) {
        perror("symlink");
    }
    compare("a symbolic link to it:", key, "pointer");

    rename("notes", "archive");
    compare("the file under its new name:", key, "archive");

    close(creat("notes", 0600)); /* somebody begins new notes */
    compare("a new file under the old name:", key, "notes");
    compare("the link, which has not been touched:", key, "pointer");

    unlink("notes");
    unlink("archive");
    unlink("pointer");
    rmdir(folder);
    return 0;
}
