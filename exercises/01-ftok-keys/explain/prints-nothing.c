/* A filter that prints one number, by means of a function that "helps". */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int quiet(int number)
{
    return 2 * number;
}

static int talkative(int number)
{
    printf("doubling %d\n",
           number); /* from the time when it was tried out */
    return 2 * number;
}

/* What a program at the other end of the pipe takes for the number. */
static void read_number(const char *name, int (*twice)(int))
{
    int pipe_fds[2];
    char line[64] = "";
    if (pipe(pipe_fds) != 0) {
        perror("pipe");
        return;
    }
    fflush(stdout);
    if (fork() == 0) {
        dup2(pipe_fds[1], STDOUT_FILENO);
        printf("%d\n", twice(21));
        exit(0);
    }
    close(pipe_fds[1]);
    FILE *input = fdopen(pipe_fds[0], "r");
    if (input == NULL || fgets(line, sizeof line, input) == NULL) {
        perror("no answer");
    }
    printf("%s: reads %d from %s", name, atoi(line), line);
    fclose(input);
    wait(NULL);
}

int main(void)
{
    read_number("quiet", quiet);
    read_number("talkative", talkative);
    return 0;
}
