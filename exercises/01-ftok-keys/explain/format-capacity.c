/* What snprintf does, and says, when there is too little room. */
#include <stdio.h>
#include <string.h>

int main(void)
{
    for (size_t capacity = 4; capacity <= 7; capacity++) {
        char room[] = "-------";
        int length = snprintf(room, capacity, "%s", "sensor");
        printf("room for %zu: it returns %d, and in the room is \"%s\"%s\n",
               capacity, length, room,
               strcmp(room, "sensor") == 0 ? "" : ", cut");
    }
    char room[] = "-------";
    int length = snprintf(room, 0, "%s", "sensor");
    printf("room for 0: it returns %d, and in the room is \"%s\"\n", length,
           room);
    return 0;
}
