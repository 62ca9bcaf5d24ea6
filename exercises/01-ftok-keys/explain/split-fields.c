/* A colour in a signed int: opacity, red, green, blue, 8 bits each. */
#include <stdint.h>
#include <stdio.h>

int main(void)
{
    int32_t color =
        (int32_t)0xf0123456u; /* opacity 0xf0 sets the sign bit */

    int shifted = color >> 24;
    int divided = color / (1 << 24);
    int masked = (color & 0x7f000000) >> 24;
    unsigned of_unsigned = (uint32_t)color >> 24;

    printf("the field that was put in:   %#x\n", 0xf0u);
    printf("color >> 24:                 %d\n", shifted);
    printf("color / 2^24:                %d\n", divided);
    printf("seven bits, sign left out:   %#x\n", (unsigned)masked);
    printf("as unsigned, then >> 24:     %#x\n", of_unsigned);
    return 0;
}
