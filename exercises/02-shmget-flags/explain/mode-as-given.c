/* One umask, one mode, a file and a segment. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    if (geteuid() == 0 &&
        seteuid(65534) != 0) { /* root may attach anything */
        perror("seteuid");
    }
    char folder[] = "/tmp/mode-XXXXXX";
    struct stat file;
    struct shmid_ds segment;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    umask(027);

    int fd = open("file", O_CREAT | O_EXCL | O_RDWR, 0666);
    int shmid = shmget(IPC_PRIVATE, 100, 0666);

    fstat(fd, &file);
    printf("file, 0666 under umask 027:    %04o\n",
           (unsigned)file.st_mode & 0777);
    shmctl(shmid, IPC_STAT, &segment);
    printf("segment, 0666 under umask 027: %04o\n",
           (unsigned)segment.shm_perm.mode);
    shmctl(shmid, IPC_RMID, NULL);

    int bare = shmget(IPC_PRIVATE, 100, IPC_CREAT); /* no mode at all */
    printf("segment, the mode left out:    %s\n",
           shmat(bare, NULL, 0) == (void *)-1
               ? "not even its maker may attach"
               : "attached");
    shmctl(bare, IPC_RMID, NULL);
    close(fd);
    return unlink("file") + rmdir(folder);
}
