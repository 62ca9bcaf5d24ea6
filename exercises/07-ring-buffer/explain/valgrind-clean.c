/* A block that was rounded up: who looks at the whole of it looks at bytes
 * that nobody wrote. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t rounded_up(size_t bytes)
{
    return (bytes + 7) / 8 * 8;
}

/* A copy of `bytes` bytes in a block of whole words: the caller's. */
__attribute__((noinline)) static char *copy_make(const char *item,
                                                 size_t bytes)
{
    char *copy = malloc(rounded_up(bytes));
    if (copy != NULL) {
        memcpy(copy, item, bytes);
    }
    return copy;
}

int main(void)
{
    char *first = copy_make("abcdefg", 7);
    char *second = copy_make("abcdefg", 7);
    if (first == NULL || second == NULL) {
        return 1;
    }
    if (memcmp(first, second, rounded_up(7)) == 0) {
        printf("equal, this time\n");
    }
    free(first); /* and the second one is forgotten */
    return 0;
}
