/* "It is there" and "it is not there": two answers, both of them right. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *call, int result)
{
    printf("%-27s %s\n", call,
           result == -1 ? strerrorname_np(errno) : "works");
}

/* What another process does between two of our calls. */
static void elsewhere(int (*act)(const char *))
{
    fflush(stdout);
    if (fork() == 0) {
        _exit(act("box") == 0 ? 0 : 1);
    }
    wait(NULL);
}

static int make(const char *name)
{
    return creat(name, 0600) == -1 ? -1 : 0;
}

int main(void)
{
    char folder[] = "/tmp/comes-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    for (int round = 1; round <= 3; round++) {
        elsewhere(make);
        show("make, nobody else's:",
             open("box", O_CREAT | O_EXCL | O_RDWR, 0600));
        elsewhere(unlink);
        show("  then open what is there:", open("box", O_RDWR));
    }
    show("make, nobody else's:",
         open("box", O_CREAT | O_EXCL | O_RDWR, 0600));
    unlink("box");
    return rmdir(folder);
}
