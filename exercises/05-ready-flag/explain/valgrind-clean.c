/* Two slips on the heap that do no harm in an ordinary run. */
#include <err.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The word in capitals, on the heap: owned by the caller. */
static char *capitals(const char *word)
{
    char *copy = malloc(strlen(word)); /* one byte too few */
    if (copy == NULL) {
        err(1, "malloc");
    }
    size_t i = 0;
    for (; word[i] != '\0'; i++) {
        copy[i] = word[i] & ~0x20;
    }
    copy[i] = '\0';
    return copy;
}

int main(int argc, char *argv[])
{
    const char *word = argc > 1 ? argv[1] : "hedgehogs";
    char *shouted = capitals(word); /* nobody frees it */
    printf("%zu bytes asked for, %zu written\n", strlen(word),
           strlen(word) + 1);
    printf("malloc gave %s than that: %s\n",
           malloc_usable_size(shouted) > strlen(word) ? "more" : "no more",
           shouted);
    return 0;
}
