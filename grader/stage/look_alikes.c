#include "stage/look_alikes.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

#define INVISIBLE "which cannot be seen, and means nothing in C"

static const struct {
    uint32_t first, last;
    const char *words;
} look_alikes[] = {
    {0x2018, 0x201b, "where C knows only the quotation mark ' of the keyboard"},
    {0x201c, 0x201f, "where C knows only the quotation mark \" of the keyboard"},
    {0x2032, 0x2032, "where C knows only the quotation mark ' of the keyboard"},
    {0x2033, 0x2033, "where C knows only the quotation mark \" of the keyboard"},
    {0x2010, 0x2015, "where C knows only the - of the keyboard"},
    {0x2212, 0x2212, "where C knows only the - of the keyboard"},
    {0x00a0, 0x00a0, "where C knows only the blank of the keyboard"},
    {0x2000, 0x200a, "where C knows only the blank of the keyboard"},
    {0x202f, 0x202f, "where C knows only the blank of the keyboard"},
    {0x3000, 0x3000, "where C knows only the blank of the keyboard"},
    {0x200b, 0x200f, INVISIBLE},
    {0x2060, 0x2064, INVISIBLE},
    {0xfeff, 0xfeff, INVISIBLE},
    {0x00d7, 0x00d7, "where C knows only the * of the keyboard"},
    {0x2217, 0x2217, "where C knows only the * of the keyboard"},
    {0x2260, 0x2260, "where C knows only !="},
    {0x2264, 0x2264, "where C knows only <="},
    {0x2265, 0x2265, "where C knows only >="},
    {0x2192, 0x2192, "where C knows only ->"},
    {0x037e, 0x037e, "where C knows only the ; of the keyboard"},
    {0xff01, 0xff5e, "where C knows only the narrow characters of the keyboard"},
};

static const char *words_for(uint32_t code)
{
    for (size_t i = 0; i < sizeof look_alikes / sizeof look_alikes[0]; i++) {
        if (code >= look_alikes[i].first && code <= look_alikes[i].last) {
            return look_alikes[i].words;
        }
    }
    return NULL;
}

char *look_alikes_explain(const char *line)
{
    size_t length = strlen(line);
    for (size_t i = 0, used; i < length; i += used) {
        uint32_t code = 0;
        used = utf8_decode(line + i, length - i, &code);
        const char *words = used > 0 ? words_for(code) : NULL;
        if (words != NULL) {
            return memory_format("U+%04X, %s", (unsigned)code, words);
        }
        used = used > 0 ? used : 1;
    }
    return NULL;
}
