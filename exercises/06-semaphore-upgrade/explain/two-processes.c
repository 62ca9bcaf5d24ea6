/* What an exit takes back, and what an old name brings along. */
#include <err.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

/* The value of a new set after a child has added 1 and is gone. */
static int value_after_child(short flags)
{
    int set = semget(IPC_PRIVATE, 1, 0600); /* starts at 0 on Linux */
    if (set == -1) {
        err(1, "semget");
    }
    pid_t child = fork();
    if (child == 0) {
        struct sembuf add = {.sem_op = 1, .sem_flg = flags};
        _exit(semop(set, &add, 1) == -1);
    }
    waitpid(child, NULL, 0);
    int value = semctl(set, 0, GETVAL);
    semctl(set, 0, IPC_RMID);
    return value;
}

/* Opens, or makes with `wanted`, and tells the value that is there. */
static int value_by_name(const char *name, unsigned wanted)
{
    int value;
    sem_t *semaphore = sem_open(name, O_CREAT, 0600, wanted);
    if (semaphore == SEM_FAILED) {
        err(1, "sem_open");
    }
    sem_getvalue(semaphore, &value);
    sem_close(semaphore);
    return value;
}

int main(void)
{
    char name[32];
    snprintf(name, sizeof name, "/explain-%ld", (long)getpid());
    printf("a child adds 1 and exits:                %d\n",
           value_after_child(0));
    printf("the same with SEM_UNDO:                  %d\n",
           value_after_child(SEM_UNDO));
    printf("sem_open with O_CREAT and value 3:       %d\n",
           value_by_name(name, 3));
    printf("the same name again, and value 1:        %d\n",
           value_by_name(name, 1));
    sem_unlink(name);
    return 0;
}
