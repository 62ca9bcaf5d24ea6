/* A field that is set on one way only and looked at on all, and a label
 * that is freed on one way only. */
#include <stdio.h>
#include <stdlib.h>

struct parcel {
    int grams;
    int stamp_cents;
};

/* A parcel, owned by the caller. Light ones get no stamp. */
__attribute__((noinline)) static struct parcel *parcel_make(int grams)
{
    struct parcel *parcel = malloc(sizeof *parcel);
    if (parcel == NULL) {
        exit(1);
    }
    parcel->grams = grams;
    if (grams > 500) {
        parcel->stamp_cents = 300;
    }
    return parcel;
}

static const char *parcel_send(const struct parcel *parcel)
{
    char *label = malloc(16);
    if (label == NULL || parcel->stamp_cents == 0) {
        return "back it comes: no stamp";
    }
    free(label);
    return "on its way";
}

int main(int argc, char *argv[])
{
    int grams = argc > 1 ? atoi(argv[1]) : 200;
    struct parcel *parcel = parcel_make(grams);
    printf("%d g: %s\n", grams, parcel_send(parcel));
    free(parcel);
    return 0;
}
