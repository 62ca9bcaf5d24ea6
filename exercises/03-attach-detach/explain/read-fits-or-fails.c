/* Three ways to put "hello" into a room that is too small for it. */
#include <stdio.h>
#include <string.h>

static void show(const char *call, const char *room)
{
    printf("%-24s", call);
    for (int i = 0; i < 8; i++) {
        printf(room[i] != '\0' ? " %c" : " \\0", room[i]);
    }
    printf("\n");
}

static void try_all(size_t capacity, const char *text)
{
    char room[9] = "--------";
    show("before:", room);
    snprintf(room, capacity, "%s", text);
    show("snprintf, capacity 5:", room);

    strcpy(room, "--------");
    strncpy(room, text, capacity);
    show("strncpy, capacity 5:", room);

    strcpy(room, "--------");
    memcpy(room, text, strlen(text) + 1);
    show("memcpy of all of it:", room);
}

int main(void)
{
    try_all(5, "hello");
    return 0;
}
