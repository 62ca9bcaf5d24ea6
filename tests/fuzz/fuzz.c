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

/* What turns or hides text: the worst of base/utf8.c's list, written down a second time. */
static bool is_obeyed(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
           code == 0xfeff || code >= 0xe0000;
}

static bool is_tame(const char *text, const char *allowed)
{
    size_t left = strlen(text);
    while (left > 0) {
        uint32_t code;
        size_t length = utf8_decode(text, left, &code);
        if (length == 0 ||
            (is_obeyed(code) && (code > 0x7f || strchr(allowed, (int)code) == NULL))) {
            return false;
        }
        text += length;
        left -= length;
    }
    return true;
}

bool fuzz_is_printable(const char *text)
{
    return is_tame(text, "\n");
}

bool fuzz_is_page(const char *text)
{
    return is_tame(text, "\n\t");
}
