/* What shmat gives back when it fails, and what malloc does. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>

static volatile size_t far_too_much = PTRDIFF_MAX;

static void show(const char *call, char *result)
{
    printf("%-21s NULL: %-3s  (void *) -1: %-3s  %s\n", call,
           result == NULL ? "yes" : "no",
           result == (void *)-1 ? "yes" : "no", strerrorname_np(errno));
}

int main(void)
{
    show("malloc(PTRDIFF_MAX):", malloc(far_too_much));
    show("shmat(-1, NULL, 0):", shmat(-1, NULL, 0));
    return 0;
}
