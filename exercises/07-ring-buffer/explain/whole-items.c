/* Five bytes that are no text and no number, copied in three ways. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ITEM_BYTES = 5, BUFFER_BYTES = 8 };

static void show(const char *how, const unsigned char *buffer)
{
    printf("%-22s", how);
    for (int i = 0; i < BUFFER_BYTES; i++) {
        printf(i == ITEM_BYTES ? "  | %02x" : " %02x", buffer[i]);
    }
    printf("\n");
}

/* As one copies a string into an array. */
__attribute__((noinline)) static void
copy_text(unsigned char *to, const unsigned char *from, size_t bytes)
{
    strncpy((char *)to, (const char *)from, bytes);
}

int main(void)
{
    /* The item, and what happens to lie behind it. */
    const unsigned char source[BUFFER_BYTES] = {
        0x48, 0x69, 0x00, 0x07, 0xff, 0xab, 0xcd, 0xef,
    };
    unsigned char buffer[BUFFER_BYTES];
    show("source:", source);

    memset(buffer, 0x11, sizeof buffer);
    copy_text(buffer, source, ITEM_BYTES);
    show("strncpy of 5:", buffer);

    memset(buffer, 0x11, sizeof buffer);
    memcpy(buffer, source, sizeof(uint64_t));
    show("as one uint64_t:", buffer);

    memset(buffer, 0x11, sizeof buffer);
    memcpy(buffer, source, ITEM_BYTES);
    show("memcpy of 5:", buffer);
    return 0;
}
