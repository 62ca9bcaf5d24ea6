/* A function that attaches, and one of its ways out. */
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often a letter is in the segment; -1 when the segment is empty. */
static int count_letter(int shmid, char letter)
{
    int count = 0;
    const char *text = shmat(shmid, NULL, SHM_RDONLY);
    if (text == (void *)-1 || text[0] == '\0') {
        return -1;
    }
    for (size_t i = 0; text[i] != '\0'; i++) {
        count += text[i] == letter ? 1 : 0;
    }
    shmdt(text);
    return count;
}

static void show(const char *when, int shmid)
{
    struct shmid_ds ds;
    if (shmctl(shmid, IPC_STAT, &ds) == 0) {
        printf("%-28s %lu attached\n", when, (unsigned long)ds.shm_nattch);
    } else {
        printf("%-28s gone\n", when);
    }
    fflush(stdout);
}

int main(void)
{
    int shmid = shmget(IPC_PRIVATE, 100, 0600);
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            count_letter(shmid, 'x'); /* it is empty */
        }
        show("after three calls:", shmid);
        shmctl(shmid, IPC_RMID, NULL);
        show("removed, and still occupied:", shmid);
        _exit(0);
    }
    wait(NULL);
    show("when the process has ended:", shmid);
    return 0;
}
