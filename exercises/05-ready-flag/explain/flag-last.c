/* A shop sign that is turned before, or after, the goods are out. Its
 * owner is held up in between. */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shop {
    atomic_int is_open;
    char window[16];
};

static void open_sign_first(struct shop *shop)
{
    atomic_store(&shop->is_open, 1);
    raise(SIGSTOP); /* anything can happen here; now it does */
    strcpy(shop->window, "bread");
}

static void open_sign_last(struct shop *shop)
{
    strcpy(shop->window, "bread");
    raise(SIGSTOP);
    atomic_store(&shop->is_open, 1);
}

static void look_half_way(const char *how, void (*open_shop)(struct shop *))
{
    struct shop *shop = mmap(NULL, sizeof *shop, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shop == MAP_FAILED) {
        err(1, "mmap");
    }
    pid_t owner = fork();
    if (owner == 0) {
        open_shop(shop);
        _exit(0);
    }
    if (owner == -1 || waitpid(owner, NULL, WUNTRACED) == -1) {
        err(1, "owner");
    }
    printf("sign turned %s: it says %s; in the window: \"%s\"\n", how,
           atomic_load(&shop->is_open) ? "open" : "closed", shop->window);
    kill(owner, SIGKILL);
    waitpid(owner, NULL, 0);
    munmap(shop, sizeof *shop);
}

int main(void)
{
    look_half_way("first", open_sign_first);
    look_half_way("last", open_sign_last);
    return 0;
}
