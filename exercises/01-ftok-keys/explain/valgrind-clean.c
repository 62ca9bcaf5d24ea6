/* A copy of a text with no room for its terminator. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *text = argc > 1 ? argv[1] : "sensor";
    char *copy = malloc(strlen(text));
    if (copy == NULL) {
        return 1;
    }
    strcpy(copy, text);
    printf("the copy is \"%s\", and all looks well\n", copy);
    free(copy);
    return 0;
}
