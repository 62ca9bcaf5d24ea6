/* What close(2) does not undo: a mapping, and a semaphore set made along
 * the way. */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <unistd.h>

/* How many lines of /proc/self/maps have the word. */
static int mappings_count(const char *word)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    int count = 0;
    if (maps == NULL) {
        err(1, "/proc/self/maps");
    }
    while (fgets(line, sizeof line, maps) != NULL) {
        count += strstr(line, word) != NULL;
    }
    fclose(maps);
    return count;
}

int main(void)
{
    int fd = memfd_create("sketch", 0);
    if (fd == -1 || ftruncate(fd, 4096) == -1) {
        err(1, "memfd_create");
    }
    char *sketch =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (sketch == MAP_FAILED) {
        err(1, "mmap");
    }
    printf("mapped:          %d in /proc/self/maps\n",
           mappings_count("memfd:sketch"));
    close(fd);
    printf("fd closed:       %d, and one can still write\n",
           mappings_count("memfd:sketch"));
    sketch[0] = 'x';
    munmap(sketch, 4096);
    printf("unmapped:        %d\n", mappings_count("memfd:sketch"));

    int set = semget(IPC_PRIVATE, 1, 0600);
    printf("IPC_PRIVATE set: %s\n",
           semctl(set, 0, GETVAL) == 0 ? "there until IPC_RMID" : "none");
    semctl(set, 0, IPC_RMID);
    return 0;
}
