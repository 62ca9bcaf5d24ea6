/* "Not now": the same event, in the words of each family of calls. */
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/sem.h>
#include <time.h>
#include <unistd.h>

static void show(const char *call, int result)
{
    const char *name = result == 0          ? "no error"
                       : errno == EAGAIN    ? "EAGAIN"
                       : errno == ETIMEDOUT ? "ETIMEDOUT"
                                            : "another error";
    printf("%-42s %2d, %s\n", call, result, name);
}

int main(void)
{
    int ends[2];
    sem_t semaphore;
    int set = semget(IPC_PRIVATE, 1, 0600); /* its value is 0 */
    if (set == -1 || pipe(ends) == -1 || sem_init(&semaphore, 0, 0) == -1) {
        err(1, "set-up");
    }
    struct timespec past = {.tv_sec = 1}; /* a second after 1970 began */
    struct timespec nothing = {.tv_sec = 0};
    struct sembuf take = {.sem_op = -1};
    struct pollfd input = {.fd = ends[0], .events = POLLIN};

    show("sem_trywait, value 0:", sem_trywait(&semaphore));
    show("sem_timedwait, deadline in the past:",
         sem_timedwait(&semaphore, &past));
    show("semtimedop, a span of 0:", semtimedop(set, &take, 1, &nothing));
    show("poll, a time-out of 0:", poll(&input, 1, 0));
    sem_post(&semaphore);
    show("sem_timedwait, the same deadline, value 1:",
         sem_timedwait(&semaphore, &past));
    semctl(set, 0, IPC_RMID);
    sem_destroy(&semaphore);
    return 0;
}
