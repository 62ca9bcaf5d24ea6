/* What poll(2) makes of 0 and of a negative time-out, and how much fits
 * into 32 bits. */
#include <err.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static void poll_once(const char *pipe_is, int fd, int timeout_ms)
{
    struct pollfd wish = {.fd = fd, .events = POLLIN};
    printf("%s pipe, time-out %2d: %d ready\n", pipe_is, timeout_ms,
           poll(&wish, 1, timeout_ms));
}

/* What is left of a product in nanoseconds when it is cut to 32 bits. */
static int32_t nanoseconds_in_32_bits(int ms)
{
    return (int32_t)((uint32_t)ms * 1000000u);
}

int main(void)
{
    int ends[2];
    if (pipe(ends) == -1) {
        err(1, "pipe");
    }
    poll_once("empty ", ends[0], 0);
    poll_once("empty ", ends[0], 10);
    if (write(ends[1], "x", 1) == -1) {
        err(1, "write");
    }
    poll_once("filled", ends[0], 0);
    poll_once("filled", ends[0],
              -1); /* would wait for ever on an empty one */

    int lengths_ms[] = {2147, 2148};
    for (int i = 0; i < 2; i++) {
        printf("%d ms in 32 bits: %11d ns\n", lengths_ms[i],
               nanoseconds_in_32_bits(lengths_ms[i]));
    }
    printf("INT_MAX ms: %lld ns, or %lld days\n", INT_MAX * 1000000LL,
           INT_MAX / (1000LL * 60 * 60 * 24));
    return 0;
}
