/* A shared cell keeps the last value alone; a pipe keeps them all. */
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *cell = mmap(NULL, sizeof *cell, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int ends[2];
    if (cell == MAP_FAILED || pipe(ends) == -1) {
        err(1, "set-up");
    }
    pid_t child = fork();
    if (child == 0) {
        for (int celsius = 18; celsius <= 20; celsius++) {
            *cell = celsius; /* was the one before read? */
            if (write(ends[1], &celsius, sizeof celsius) == -1) {
                _exit(1);
            }
        }
        _exit(0);
    }
    if (child == -1 || waitpid(child, NULL, 0) == -1) {
        err(1, "child");
    }
    close(ends[1]);
    printf("three values were written\n");
    printf("left in the cell: %d\n", *cell);
    printf("left in the pipe:");
    for (int celsius;
         read(ends[0], &celsius, sizeof celsius) == sizeof celsius;) {
        printf(" %d", celsius);
    }
    printf("\n");
    return 0;
}
