/* One printf in a program that forks, when its output goes into a pipe. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void talkative(void)
{
    printf("segment attached\n"); /* waits in a buffer of the process */
}

static void run(void)
{
    talkative();
    if (fork() == 0) {
        exit(0); /* writes its copy of the buffer out */
    }
    wait(NULL);
    exit(0); /* and so does this one */
}

int main(void)
{
    int fds[2];
    char line[64];
    if (pipe(fds) != 0) {
        perror("pipe");
        return 1;
    }
    if (fork() == 0) {
        dup2(fds[1], STDOUT_FILENO);
        run();
    }
    close(fds[1]);
    wait(NULL);
    FILE *output = fdopen(fds[0], "r");
    while (output != NULL && fgets(line, sizeof line, output) != NULL) {
        printf("in the pipe: %s", line);
    }
    return 0;
}
