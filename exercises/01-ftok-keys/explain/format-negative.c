/* A 16-bit checksum in a signed type, printed in hexadecimal. */
#include <inttypes.h>
#include <stdio.h>

int main(void)
{
    int16_t positive = 0x7ffe;
    int16_t negative = (int16_t)0xfffe;

    printf("as int:       %04x  %04x\n", positive, negative);
    printf("as long:      %04lx  %04lx\n", (unsigned long)positive,
           (unsigned long)negative);
    printf("as uint16_t:  %04" PRIx16 "  %04" PRIx16 "\n",
           (uint16_t)positive, (uint16_t)negative);
    return 0;
}
