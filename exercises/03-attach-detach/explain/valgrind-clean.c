/* A copy that nobody can free any more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How long the text is, found by means of a copy. */
static size_t measure(const char *text)
{
    char *copy = strdup(text);
    size_t length = copy != NULL ? strlen(copy) : 0;
    return length; /* the pointer ends here, and the copy does not */
}

int main(void)
{
    size_t total = 0;
    for (int i = 0; i < 1000; i++) {
        total += measure("hello");
    }
    printf("measured %zu bytes\n", total);
    return 0;
}
