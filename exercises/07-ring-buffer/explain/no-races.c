/* A cook puts a plate into the hatch and lifts the flap; a waiter looks
 * at the flap and takes the plate. What if each may be seen late? */
#include <stdbool.h>
#include <stdio.h>

/* The cook's steps become visible, the waiter's take place, one at each of
 * four moments. Those of one side may change places, unless it keeps them
 * in order. */
static int count_bad(bool cook_ordered, bool waiter_ordered)
{
    int bad = 0;
    for (int plate = 0; plate < 4; plate++) {
        for (int flap = 0; flap < 4; flap++) {
            for (int look = 0; look < 4; look++) {
                int take = 6 - plate - flap - look;
                if ((1 << plate | 1 << flap | 1 << look) +
                            (take >= 0 && take < 4 ? 1 << take : 0) != 15 ||
                    (cook_ordered && plate > flap) ||
                    (waiter_ordered && look > take)) {
                    continue;
                }
                bad += flap < look && take < plate;
            }
        }
    }
    return bad;
}

int main(void)
{
    printf("both in order: %d ways to take air for a plate\n",
           count_bad(true, true));
    printf("only the cook: %d\n", count_bad(true, false));
    printf("only the waiter: %d\n", count_bad(false, true));
    return 0;
}
