/* Does a refusal leave a gap? A till that numbers its sales. */
#include <stdio.h>
#include <string.h>

struct till {
    unsigned char last_short; /* goes on to 255 */
    int last;
};

/* Each returns the number of the sale, or -1 when the coin is refused. */
static int sell_drawing_first(struct till *till, const char *coin)
{
    int number = ++till->last;
    return strcmp(coin, "button") == 0 ? -1 : number;
}

static int sell_drawing_last(struct till *till, const char *coin)
{
    if (strcmp(coin, "button") == 0) {
        return -1;
    }
    return ++till->last;
}

static void show(const char *what, int (*sell)(struct till *, const char *))
{
    static const char *const coins[] = {"euro", "button", "button", "euro"};
    struct till till = {0};
    printf("%s", what);
    for (int i = 0; i < 4; i++) {
        printf(" %2d", sell(&till, coins[i]));
    }
    printf("\n");
}

int main(void)
{
    show("number drawn before the check:", sell_drawing_first);
    show("number drawn after the check: ", sell_drawing_last);

    struct till till = {.last_short = 255, .last = 255};
    till.last_short++;
    till.last++;
    printf("after 255, in one byte: %d, in an int: %d\n", till.last_short,
           till.last);
    int next = 0;
    int from_zero = next++;
    printf("the first of next++: %d, ", from_zero);
    next = 0;
    int from_one = ++next;
    printf("of ++next: %d\n", from_one);
    return 0;
}
