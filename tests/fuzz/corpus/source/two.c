#include <stddef.h>
#define SIZE 16 /* a comment */
int total(const int *items, size_t count)
{
    int sum = 0; // how much
    for (size_t i = 0; i < count; i++) {
        sum += items[i] == '\'' ? 0x1Fe : items[i] * 2;
    }
    return sum != 0 ? sum : -1;
}

#include <stddef.h>
int whole(const int *things, size_t n)
{
    int result = 0;
    for (size_t k = 0; k < n; k++) {
        result += things[k] == '\'' ? 0x1Fe : things[k] * 2;
    }
    return result != 0 ? result : -1;
}
