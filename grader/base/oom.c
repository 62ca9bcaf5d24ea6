#include "base/oom.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_BYTES = 1024 };

/* From the beginning: each reader gets what holds now. */
static bool read_text(int fd, char text[TEXT_BYTES])
{
    ssize_t length = fd >= 0 ? pread(fd, text, TEXT_BYTES - 1, 0) : -1;
    text[length > 0 ? length : 0] = '\0';
    return length > 0;
}

unsigned long long oom_read_kills(int events)
{
    static const char word[] = "oom_kill ";
    char text[TEXT_BYTES];
    if (!read_text(events, text)) {
        return 0;
    }
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, word, sizeof word - 1) == 0) {
            return strtoull(line + sizeof word - 1, NULL, 10);
        }
    }
    return 0;
}

unsigned long long oom_read_peak(int peak)
{
    char text[TEXT_BYTES];
    return read_text(peak, text) ? strtoull(text, NULL, 10) : 0;
}
