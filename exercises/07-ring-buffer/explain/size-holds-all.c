/* The bytes of a picture: a product of two 32-bit numbers, and a struct
 * that does not count what follows it. */
#include <stdint.h>
#include <stdio.h>

struct picture {
    uint32_t width, height;
    unsigned char pixels[]; /* as many as there are */
};

int main(void)
{
    uint32_t sides[] = {1000, 65535, 65536};
    for (int i = 0; i < 3; i++) {
        uint32_t side = sides[i];
        size_t widened_late = side * side;
        size_t widened_first = (size_t)side * side;
        printf("%5u x %5u pixels: %10zu, truly %10zu\n", side, side,
               widened_late, widened_first);
    }
    printf("sizeof(struct picture): %zu, pixels not counted\n",
           sizeof(struct picture));

    size_t pixels = 100;
    size_t held = pixels - sizeof(struct picture);
    printf("in %zu bytes, behind the struct: %zu pixels\n", pixels, held);
    return 0;
}
