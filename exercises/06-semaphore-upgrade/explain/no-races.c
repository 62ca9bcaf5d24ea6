/* A sleeper looks at the door and lies down; a caller opens the door and
 * rings. All orders of these four steps, each side's own in order. */
#include <stdbool.h>
#include <stdio.h>

struct house {
    bool open;
    bool saw_open;
    bool asleep;
    bool rung_while_asleep;
};

static void step(struct house *house, bool sleeper, int number)
{
    if (sleeper && number == 0) {
        house->saw_open = house->open;
    } else if (sleeper) {
        house->asleep = !house->saw_open;
    } else if (number == 0) {
        house->open = true;
    } else {
        house->rung_while_asleep = house->asleep;
    }
}

/* `order`: four bits, set where the sleeper takes a step. */
static bool sleeps_for_ever(unsigned order)
{
    struct house house = {false, false, false, false};
    int steps[2] = {0, 0};
    for (int i = 0; i < 4; i++) {
        bool sleeper = (order >> i & 1) != 0;
        step(&house, sleeper, steps[sleeper]++);
    }
    return house.asleep && !house.rung_while_asleep;
}

int main(void)
{
    int orders = 0;
    int bad = 0;
    for (unsigned order = 0; order < 16; order++) {
        if (__builtin_popcount(order) == 2) {
            orders++;
            bad += sleeps_for_ever(order);
        }
    }
    printf("%d orders, in %d of them the sleeper is never woken\n", orders,
           bad);
    return 0;
}
