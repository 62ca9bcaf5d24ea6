/* The items of ring_trial.h. No checks here. */
#include "ring_trial.h"

enum { PART = 8 }; /* bytes of an item's text */

void item_make(unsigned char *bytes, size_t size, uint32_t number)
{
    char text[16];
    snprintf(text, sizeof text, "item%04u", number % 10000);
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (unsigned char)text[i % PART];
    }
}

bool item_is_filled_with(const unsigned char *bytes, size_t size, unsigned char value)
{
    return bytes[0] == value && memcmp(bytes, bytes + 1, size - 1) == 0;
}

/* The number in the first part; 0 when it is no item. */
static unsigned item_number(const unsigned char *bytes, size_t size)
{
    char text[PART + 1] = "";
    unsigned number = 0;
    memcpy(text, bytes, size < PART ? size : PART);
    return sscanf(text, "item%4u", &number) == 1 ? number : 0;
}

void item_describe(const unsigned char *bytes, size_t size, char text[ITEM_TEXT])
{
    unsigned char whole[ITEM_SIZE_MAX];
    unsigned number = item_number(bytes, size);
    item_make(whole, size, number);
    if (number == ITEM_FOREIGN && memcmp(whole, bytes, size) == 0) {
        snprintf(text, ITEM_TEXT, "the one item more, whose push was refused");
    } else if (number != 0 && memcmp(whole, bytes, size) == 0) {
        snprintf(text, ITEM_TEXT, "item %u", number);
    } else if (item_is_filled_with(bytes, size, ITEM_UNTOUCHED)) {
        snprintf(text, ITEM_TEXT, "what it held before");
    } else if (item_is_filled_with(bytes, size, 0)) {
        snprintf(text, ITEM_TEXT, "zero bytes, which nobody pushed");
    } else if (number != 0) {
        snprintf(text, ITEM_TEXT, "a torn item: it begins as item %u and ends otherwise", number);
    } else {
        snprintf(text, ITEM_TEXT, "bytes that are no item of ours");
    }
}
