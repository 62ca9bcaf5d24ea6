/* The second of two steps fails; the first one is not undone by that. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <sys/sem.h>
#include <sys/stat.h>

union semun {
    int val;
    struct semid_ds *buf;
};

/* Tells the set's line in /proc/sysvipc/sem by its id: 1 or 0. */
static int lines_of(int set)
{
    FILE *table = fopen("/proc/sysvipc/sem", "r");
    int id, lines = 0;
    if (table == NULL) {
        err(1, "/proc/sysvipc/sem");
    }
    fscanf(table, "%*[^\n]");
    while (fscanf(table, " %*d %d %*[^\n]", &id) == 1) {
        lines += id == set;
    }
    fclose(table);
    return lines;
}

int main(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600);
    if (set == -1) {
        err(1, "semget");
    }
    int result = semctl(set, 0, SETVAL, (union semun){.val = 40000});
    printf("SETVAL 40000: %d, %s\n", result,
           errno == ERANGE ? "ERANGE" : "another error");
    printf("lines of the set in /proc/sysvipc/sem: %d\n", lines_of(set));
    semctl(set, 0, IPC_RMID);
    printf("after IPC_RMID:                        %d\n", lines_of(set));

    umask(022);
    umask(0); /* "just for this file" */
    FILE *file = tmpfile();
    if (file != NULL) {
        fclose(file);
    }
    printf("the umask afterwards: %03o\n", (unsigned)umask(022));
    return 0;
}
