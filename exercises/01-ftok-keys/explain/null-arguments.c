/* NULL handed to the kernel, and NULL handed to the C library. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *volatile nothing = NULL; /* hidden from the compiler */

static void ask_kernel(void)
{
    struct stat status;
    int result = stat(nothing, &status);
    printf("stat(NULL):   returns %d, %s\n", result,
           strerrorname_np(errno));
}

static void ask_library(void)
{
    printf("strlen(NULL): returns %zu\n", strlen(nothing));
}

static void in_a_child(void (*ask)(void))
{
    int status = 0;
    fflush(stdout);
    if (fork() == 0) {
        ask();
        fflush(stdout);
        _exit(0);
    }
    wait(&status);
    if (WIFSIGNALED(status)) {
        printf("              killed by SIG%s\n",
               sigabbrev_np(WTERMSIG(status)));
    }
}

int main(void)
{
    in_a_child(ask_kernel);
    in_a_child(ask_library);
    return 0;
}
