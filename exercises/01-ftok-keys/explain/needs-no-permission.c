/* A file that nobody may read, and a FIFO that nobody writes to. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *try_open(const char *path, int flags)
{
    int fd = open(path, flags);
    if (fd == -1) {
        return strerrorname_np(errno);
    }
    close(fd);
    return "worked";
}

static const char *try_stat(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? "worked" : strerrorname_np(errno);
}

int main(void)
{
    if (geteuid() == 0 &&
        seteuid(65534) != 0) { /* root may read anything */
        perror("seteuid");
    }
    char folder[] = "/tmp/rights-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    close(creat("private", 0000));
    mkfifo("fifo", 0600);

    printf("mode 0000: open %s, stat %s\n", try_open("private", O_RDONLY),
           try_stat("private"));
    /* For reading, open would wait until somebody writes; for writing it
     * says at once that there is no reader. */
    printf("a FIFO:    open %s, stat %s\n",
           try_open("fifo", O_WRONLY | O_NONBLOCK), try_stat("fifo"));

    unlink("private");
    unlink("fifo");
    rmdir(folder);
    return 0;
}
