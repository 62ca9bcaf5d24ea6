/* One key to a cellar. Who finds the door too low must hang it up again. */
#include <err.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DOOR_CM = 170 };

/* A visitor, as a process of his own: true when he could go in. */
static bool visit(sem_t *key, int height_cm, bool hangs_up)
{
    pid_t visitor = fork();
    if (visitor == 0) {
        bool entered = sem_trywait(key) == 0;
        if (entered && height_cm > DOOR_CM) {
            entered = false;
            if (hangs_up) {
                sem_post(key);
            }
        }
        _exit(entered ? 0 : 1);
    }
    int status;
    if (visitor == -1 || waitpid(visitor, &status, 0) == -1) {
        err(1, "visitor");
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int main(void)
{
    sem_t *key = mmap(NULL, sizeof *key, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (key == MAP_FAILED) {
        err(1, "mmap");
    }
    for (int hangs_up = 0; hangs_up <= 1; hangs_up++) {
        sem_init(key, 1, 1);
        printf("the tall one %s, and %s;\n",
               visit(key, 190, hangs_up) ? "enters" : "cannot enter",
               hangs_up ? "hangs the key up" : "keeps the key");
        printf("    then the small one %s\n",
               visit(key, 160, hangs_up) ? "enters" : "finds no key");
        sem_destroy(key);
    }
    return 0;
}
