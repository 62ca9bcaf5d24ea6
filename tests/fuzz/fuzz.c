#include "fuzz.h"

#include "base/file.h"
#include "base/utf8.h"

#include <string.h>
#include <sys/mman.h>

char *fuzz_string(const uint8_t *bytes, size_t length)
{
    char *copy = malloc(length + 1);
    if (copy == NULL) {
        abort();
    }
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

int fuzz_file(const uint8_t *bytes, size_t length, char path[FUZZ_PATH_MAX])
{
    int fd = memfd_create("input", MFD_CLOEXEC);
    if (fd < 0 || !file_write_all(fd, (const char *)bytes, length)) {
        abort();
    }
    snprintf(path, FUZZ_PATH_MAX, "/proc/self/fd/%d", fd);
    return fd;
}

bool fuzz_is_printable(const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        uint32_t code;
        size_t length = utf8_decode(text, left, &code);
        bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
        if (length == 0 || (control && code != '\n')) {
            return false;
        }
        text += length;
        left -= length;
    }
    return true;
}
