/* Four paths that cannot be examined, each for a reason of its own. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/stat.h>
#include <unistd.h>

static void try(const char *path)
{
    errno = 0;
    key_t key = ftok(path, 'P');
    printf("%-12s %s\n", path,
           key == -1 ? strerrorname_np(errno) : "a key");
}

int main(void)
{
    if (geteuid() == 0 &&
        seteuid(65534) != 0) { /* root may look anywhere */
        perror("seteuid");
    }
    char folder[] = "/tmp/paths-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    close(creat("file", 0600));
    mkdir("locked", 0700);
    close(creat("locked/file", 0600));
    chmod("locked", 0000);
    if (symlink("ring", "ring") != 0) {
        perror("symlink");
    }

    try("file");
    try("typo");
    try("file/x");
    try("locked/file");
    try("ring");
    printf("and no file has appeared: %s\n",
           access("typo", F_OK) == -1 ? "right" : "wrong");

    chmod("locked", 0700);
    unlink("locked/file");
    rmdir("locked");
    unlink("file");
    unlink("ring");
    rmdir(folder);
    return 0;
}
