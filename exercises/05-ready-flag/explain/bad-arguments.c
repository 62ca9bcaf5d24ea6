/* A bad pointer: an error from the kernel, death in a library. */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *volatile no_text = NULL;

/* How a process ends that takes the length of no text. */
static int measure_in_child(void)
{
    pid_t child = fork();
    if (child == 0) {
        _exit(strlen(no_text) > 0);
    }
    int status;
    if (child == -1 || waitpid(child, &status, 0) == -1) {
        err(1, "child");
    }
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

int main(void)
{
    int ends[2];
    if (pipe(ends) == -1) {
        err(1, "pipe");
    }
    ssize_t written = write(ends[1], no_text, 5);
    printf("write of NULL:  %zd, %s\n", written,
           errno == EFAULT ? "EFAULT" : "another error");
    printf("strlen of NULL: %s\n", measure_in_child() == SIGSEGV
                                       ? "the process is killed by SIGSEGV"
                                       : "a length");

    struct timespec hour_and_a_slip = {.tv_sec = 3600,
                                       .tv_nsec = 1000000000};
    int result = nanosleep(&hour_and_a_slip, NULL);
    printf("an hour's sleep with a bad tv_nsec: %d, %s, at once\n", result,
           errno == EINVAL ? "EINVAL" : "another error");
    return 0;
}
