/* A string of n characters is n + 1 bytes: a neighbour, an old tail. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define NAME_MAX_CHARS 6

struct narrow {
    char name[NAME_MAX_CHARS]; /* no room for a terminator */
    char neighbour;
};

struct wide {
    char name[NAME_MAX_CHARS + 1];
    char neighbour;
};

int main(void)
{
    const char *longest = "badger";
    struct narrow narrow = {.neighbour = '#'};
    struct wide wide = {.neighbour = '#'};
    size_t bytes = strlen(longest) + 1;

    memcpy((char *)&narrow + offsetof(struct narrow, name), longest, bytes);
    memcpy((char *)&wide + offsetof(struct wide, name), longest, bytes);
    printf("\"%s\": %zu characters, %zu bytes\n", longest, strlen(longest),
           bytes);
    printf("array of %zu: the neighbour is %s\n", sizeof narrow.name,
           narrow.neighbour == '#' ? "untouched" : "overwritten by a zero");
    printf("array of %zu: the neighbour is %s\n", sizeof wide.name,
           wide.neighbour == '#' ? "untouched" : "overwritten by a zero");

    memcpy(wide.name, "owl",
           strlen("owl")); /* its terminator stays behind */
    printf("\"owl\" over it, without its terminator: \"%s\"\n", wide.name);
    wide.name[0] = '\0';
    printf("the empty string: %zu characters, %zu byte\n",
           strlen(wide.name), strlen(wide.name) + 1);
    return 0;
}
