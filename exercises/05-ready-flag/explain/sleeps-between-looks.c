/* Looks for 50 ms: with naps in between, without, and with refused ones. */
#include <errno.h>
#include <stdio.h>
#include <time.h>

static long long now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* How often one can look in 50 ms with naps of `nap_ns`; 0: without. */
static long looks_in_50_ms(long nap_ns)
{
    struct timespec nap = {.tv_nsec = nap_ns};
    long long begin_ns = now_ns();
    long looks = 0;
    while (now_ns() - begin_ns < 50000000) {
        looks++;
        if (nap_ns > 0) {
            nanosleep(&nap, NULL);
        }
    }
    return looks;
}

static void show(const char *how, long nap_ns)
{
    printf("%s %s looks\n", how,
           looks_in_50_ms(nap_ns) > 100 ? "more than 100" : "at most 26");
}

int main(void)
{
    show("naps of 2 ms:              ", 2000000);
    show("no naps:                   ", 0);
    show("naps of 1 000 000 000 ns:  ", 1000000000);
    struct timespec refused = {.tv_nsec = 1000000000};
    int result = nanosleep(&refused, NULL);
    printf("the last one: nanosleep is %d, %s\n", result,
           errno == EINVAL ? "EINVAL" : "another error");
    return 0;
}
