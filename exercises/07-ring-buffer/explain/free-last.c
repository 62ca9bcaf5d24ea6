/* Two beds in a hostel: a guest signs out, and packs. The host gives a
 * free bed to the next guest at once. */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct hostel {
    atomic_uint guests_gone;
    char bags[2][16];
    char packed[16]; /* what the guest of bed 0 went away with */
};

static void sign_out_then_pack(struct hostel *hostel)
{
    atomic_fetch_add(&hostel->guests_gone, 1);
    raise(SIGSTOP);
    strcpy(hostel->packed, hostel->bags[0]);
}

static void pack_then_sign_out(struct hostel *hostel)
{
    strcpy(hostel->packed, hostel->bags[0]);
    raise(SIGSTOP);
    atomic_fetch_add(&hostel->guests_gone, 1);
}

/* Anna and Ben are there; Carl wants a bed. */
static void show(const char *how, struct hostel *hostel,
                 void (*leave)(struct hostel *))
{
    *hostel = (struct hostel){0, {"Anna's bag", "Ben's bag"}, ""};
    pid_t anna = fork();
    if (anna == 0) {
        leave(hostel);
        _exit(0);
    }
    waitpid(anna, NULL, WUNTRACED);
    if (atomic_load(&hostel->guests_gone) == 1) {
        strcpy(hostel->bags[0], "Carl's bag");
    }
    kill(anna, SIGCONT);
    waitpid(anna, NULL, 0);
    printf("%s: Anna goes with %s\n", how, hostel->packed);
}

int main(void)
{
    struct hostel *hostel =
        mmap(NULL, sizeof *hostel, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (hostel == MAP_FAILED) {
        err(1, "mmap");
    }
    show("signs out first", hostel, sign_out_then_pack);
    show("packs first    ", hostel, pack_then_sign_out);
    return 0;
}
