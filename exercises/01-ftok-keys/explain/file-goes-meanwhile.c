/* A struct stat is filled in, and then a second stat of the name fails. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void look(const char *path, struct stat *status)
{
    int result = stat(path, status);
    printf("stat returns %2d (%s), the structure says %jd bytes\n", result,
           result == 0 ? "well" : strerrorname_np(errno),
           (intmax_t)status->st_size);
}

int main(void)
{
    char folder[] = "/tmp/goes-XXXXXX";
    struct stat status;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    int fd = creat("name", 0600);
    if (fd == -1 || write(fd, "hello", 5) != 5) {
        perror("no file");
    }
    close(fd);
    look("name", &status);
    rename("name",
           "elsewhere"); /* another process, between two of our calls */
    look("name", &status);

    unlink("elsewhere");
    rmdir(folder);
    return 0;
}
