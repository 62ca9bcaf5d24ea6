/* ftok looks at eight bits of the project number. */
#include <stdio.h>
#include <sys/ipc.h>

static void compare(int one, int other)
{
    key_t a = ftok("/", one), b = ftok("/", other);
    printf("projects %3d and %4d: %s\n", one, other,
           a == b ? "one key for both" : "two keys");
}

int main(void)
{
    compare(1, 2);
    compare(1, 257);
    compare(1, -255);
    compare(255, -1);
    compare(0, 256);
    return 0;
}
