/* Two processes make a file if there is none: by looking first, and by one
 * step. Neither acts before both have looked. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Says "I have looked", and waits until both have. */
static void meet(int looked, int go)
{
    char byte = 'x';
    if (write(looked, &byte, 1) != 1 || read(go, &byte, 1) != 1) {
        _exit(2);
    }
}

static int look_then_make(int looked, int go)
{
    int found = access("box", F_OK) == 0;
    meet(looked, go);
    return !found && open("box", O_CREAT | O_RDWR, 0600) != -1;
}

static int make_in_one_step(int looked, int go)
{
    meet(looked, go);
    return open("box", O_CREAT | O_EXCL | O_RDWR, 0600) != -1;
}

static int count_creators(int (*made)(int, int))
{
    int looked[2], go[2], creators = 0, status = 0;
    char bytes[2] = "xx";
    if (pipe(looked) != 0 || pipe(go) != 0) {
        return -1;
    }
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            _exit(made(looked[1], go[0]) ? 1 : 0);
        }
    }
    for (int i = 0; i < 2 && read(looked[0], bytes, 1) == 1; i++) {
    }
    if (write(go[1], bytes, 2) != 2) {
        return -1;
    }
    while (wait(&status) != -1) {
        creators += WEXITSTATUS(status);
    }
    unlink("box");
    return creators;
}

int main(void)
{
    char folder[] = "/tmp/race-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    printf("look, then make: %d believe that they made it\n",
           count_creators(look_then_make));
    printf("in one step:     %d\n", count_creators(make_in_one_step));
    return rmdir(folder);
}
