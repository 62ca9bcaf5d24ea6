/* Three answers of read(2) to "nothing there", "a byte" and "never again";
 * and what they leave in the buffer. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void try_to_read(int fd, const char *when)
{
    char byte = '-';
    errno = 0;
    ssize_t got = read(fd, &byte, 1);
    printf("%-20s read: %2zd, %s, the buffer has '%c'\n", when, got,
           errno == EAGAIN ? "EAGAIN" : "no error", byte);
}

int main(void)
{
    int ends[2];
    if (pipe2(ends, O_NONBLOCK) == -1) {
        err(1, "pipe2");
    }
    try_to_read(ends[0], "empty:");
    try_to_read(ends[0], "empty, once more:");
    if (write(ends[1], "a", 1) != 1) {
        err(1, "write");
    }
    try_to_read(ends[0], "after a write:");
    try_to_read(ends[0], "empty again:");
    close(ends[1]);
    try_to_read(ends[0], "the writer is gone:");
    return 0;
}
