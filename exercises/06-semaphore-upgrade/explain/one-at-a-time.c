/* The first value of a semaphore says how many may pass before anybody
 * posts: seats on a bench. */
#include <err.h>
#include <semaphore.h>
#include <stdio.h>

/* How many of five people find a seat. */
static int people_seated(sem_t *seats)
{
    int seated = 0;
    for (int person = 0; person < 5; person++) {
        seated += sem_trywait(seats) == 0;
    }
    return seated;
}

int main(void)
{
    for (unsigned seats_count = 0; seats_count <= 2; seats_count++) {
        sem_t seats;
        if (sem_init(&seats, 0, seats_count) == -1) {
            err(1, "sem_init");
        }
        printf("value %u: %d of 5 sit down", seats_count,
               people_seated(&seats));
        printf("; nobody posts: then %d", people_seated(&seats));
        sem_post(&seats);
        printf("; one posts: then %d\n", people_seated(&seats));
        sem_destroy(&seats);
    }
    return 0;
}
