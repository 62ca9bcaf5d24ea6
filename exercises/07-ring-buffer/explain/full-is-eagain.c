/* A circle of five chairs: the arrow of whoever sits down next, and that
 * of whoever gets up next. */
#include <stdio.h>

enum { CHAIRS = 5 };

int main(void)
{
    int sits_next = 0, gets_up_next = 0;
    for (int people = 0; people <= CHAIRS; people++) {
        printf("%d of %d people: arrows at %d and %d, %s\n", people, CHAIRS,
               sits_next, gets_up_next,
               sits_next == gets_up_next ? "equal" : "different");
        sits_next = (sits_next + 1) % CHAIRS;
    }
    return 0;
}
