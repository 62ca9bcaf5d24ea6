/* One cake, two guests, both held up at the same place. */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct table {
    atomic_int cakes, guests_served;
};

static bool look_then_take(struct table *table)
{
    if (atomic_load(&table->cakes) == 0) {
        return false;
    }
    raise(SIGSTOP); /* between looking and taking */
    atomic_store(&table->cakes, 0);
    return true;
}

static bool take_and_see(struct table *table)
{
    raise(SIGSTOP); /* there is no "between" */
    return atomic_exchange(&table->cakes, 0) > 0;
}

static void show(const char *how, struct table *table,
                 bool (*take)(struct table *))
{
    *table = (struct table){.cakes = 1};
    pid_t guests[2];
    for (int i = 0; i < 2; i++) {
        guests[i] = fork();
        if (guests[i] == 0) {
            atomic_fetch_add(&table->guests_served, take(table));
            _exit(0);
        }
        waitpid(guests[i], NULL, WUNTRACED); /* until he has stopped */
    }
    for (int i = 0; i < 2; i++) {
        kill(guests[i], SIGCONT);
        waitpid(guests[i], NULL, 0);
    }
    printf("%s: guests who got the cake: %d\n", how, table->guests_served);
}

int main(void)
{
    struct table *table = mmap(NULL, sizeof *table, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (table == MAP_FAILED) {
        err(1, "mmap");
    }
    show("look, then take", table, look_then_take);
    show("take and see   ", table, take_and_see);
    return 0;
}
