/* Making a thing in two steps, of which the second fails the first time. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder with a file in it. The file's name is too long at first. */
static int make(const char *file)
{
    if (mkdir("shelf", 0700) != 0) {
        return -1;
    }
    int fd = open(file, O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (fd == -1) {
        return -1; /* and the folder? */
    }
    return close(fd);
}

static void attempt(const char *what, const char *file)
{
    int result = make(file);
    printf("%-16s %s\n", what,
           result == 0 ? "works" : strerrorname_np(errno));
}

int main(void)
{
    char folder[] = "/tmp/steps-XXXXXX", too_long[300];
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    memset(too_long, 'x', sizeof too_long - 1);
    too_long[sizeof too_long - 1] = '\0';
    memcpy(too_long, "shelf/", 6);

    attempt("a name too long:", too_long);
    attempt("a good one:", "shelf/book");
    attempt("and once more:", "shelf/book");

    rmdir("shelf");
    attempt("tidied by hand:", "shelf/book");
    unlink("shelf/book");
    rmdir("shelf");
    return rmdir(folder);
}
