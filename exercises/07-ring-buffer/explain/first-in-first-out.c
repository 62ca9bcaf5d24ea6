/* Whose turn is it to cook? A remainder, and a mask that is one for powers
 * of two alone. */
#include <stdio.h>

static void show_by_remainder(unsigned cooks)
{
    printf("%u cooks, day %% %u:", cooks, cooks);
    for (unsigned day = 0; day < 12; day++) {
        printf(" %u", day % cooks);
    }
    printf("\n");
}

static void show_by_mask(unsigned cooks)
{
    printf("%u cooks, day & %u:", cooks, cooks - 1);
    for (unsigned day = 0; day < 12; day++) {
        printf(" %u", day & (cooks - 1));
    }
    printf("\n");
}

int main(void)
{
    show_by_remainder(4);
    show_by_mask(4);
    show_by_remainder(5);
    show_by_mask(5);
    return 0;
}
