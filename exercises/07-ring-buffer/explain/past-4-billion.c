/* The counters of a carousel with five horses, where 32 bits end. */
#include <stdint.h>
#include <stdio.h>

enum { HORSES = 5 };

int main(void)
{
    uint32_t started = UINT32_MAX - 1, ended = started - 3;
    uint64_t truly = started;
    printf("   started  horse  in 64 bits  difference  started > ended\n");
    for (int i = 0; i < 5; i++, started++, ended++, truly++) {
        printf("%10u  %5u  %10u  %10u  %s\n", started, started % HORSES,
               (unsigned)(truly % HORSES), started - ended,
               started > ended ? "yes" : "no");
    }
    uint32_t horse = 1u << 16, bytes = 1u << 16;
    printf("horse 65536, 65536 bytes each: at byte %u, truly %llu\n",
           horse * bytes, (unsigned long long)horse * bytes);
    return 0;
}
