/* One thread clears the umask for a moment; another makes a file. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void *make_diary(void *unused)
{
    int fd = open("diary", O_CREAT | O_EXCL | O_WRONLY, 0666);
    struct stat status = {0};
    fstat(fd, &status);
    printf("diary, made with 0666:       %04o\n",
           (unsigned)status.st_mode & 0777);
    close(fd);
    unlink("diary");
    return unused;
}

static void run(void *(*work)(void *))
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) == 0) {
        pthread_join(thread, NULL);
    }
}

int main(void)
{
    char folder[] = "/tmp/umask-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror("no folder");
        return 1;
    }
    umask(077);
    run(make_diary);

    mode_t before = umask(0); /* "only for the next call" */
    run(make_diary);          /* what another thread does in the meantime */
    umask(before);
    return rmdir(folder);
}
