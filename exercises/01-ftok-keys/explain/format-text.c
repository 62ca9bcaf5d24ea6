/* Sixteen-bit numbers in hexadecimal, by four formats that look alike. */
#include <stdio.h>

int main(void)
{
    const unsigned numbers[] = {0xbeef, 0x2a, 0};
    printf("%%x       %%#x      %%#06x     %%#06X\n");
    for (int i = 0; i < 3; i++) {
        unsigned n = numbers[i];
        printf("%-7x  %#-7x  %#06x     %#06X\n", n, n, n, n);
    }
    char text[16];
    int length = snprintf(text, sizeof text, "%#06x", 0x2au);
    printf("\"%s\" has length %d and takes %d bytes\n", text, length,
           length + 1);
    return 0;
}
