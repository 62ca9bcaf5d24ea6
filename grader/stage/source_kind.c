#include "stage/source_kind.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define ARCHIVE "unpack it, and hand in the .c file"
#define PLAIN   "hand in the .c file itself, as plain text"
#define UTF_16  "it is text in UTF-16 or UTF-32, which the compiler does not read; save it as UTF-8"

/* With its length: some hold NUL bytes. */
#define BEGINS(bytes) bytes, sizeof(bytes) - 1

static const struct {
    const char *bytes;
    size_t length;
    const char *words;
} kinds[] = {
    {BEGINS("PK\3\4"), "it is a zip archive, as documents of word processors are, too; " PLAIN},
    {BEGINS("PK\5\6"), "it is a zip archive with nothing in it; " PLAIN},
    {BEGINS("\x1f\x8b"), "it is packed by gzip; " ARCHIVE},
    {BEGINS("BZh"), "it is packed by bzip2; " ARCHIVE},
    {BEGINS("\xfd"
            "7zXZ"),
     "it is packed by xz; " ARCHIVE},
    {BEGINS("7z\xbc\xaf"), "it is a 7z archive; " ARCHIVE},
    {BEGINS("Rar!"), "it is a rar archive; " ARCHIVE},
    {BEGINS("\x7f"
            "ELF"),
     "it is what a compiler made of a source; hand in the .c file that it was made from"},
    {BEGINS("!<arch>"), "it is a library; hand in the .c file that it was made from"},
    {BEGINS("%PDF-"), "it is a PDF; " PLAIN},
    {BEGINS("{\\rtf"), "it is a document of a word processor; " PLAIN},
    {BEGINS("\xd0\xcf\x11\xe0"), "it is a document of a word processor; " PLAIN},
    {BEGINS("\x89PNG"), "it is a picture; " PLAIN},
    {BEGINS("\xff\xd8\xff"), "it is a picture; " PLAIN},
    {BEGINS("GIF8"), "it is a picture; " PLAIN},
    {BEGINS("\xff\xfe"), UTF_16},
    {BEGINS("\xfe\xff"), UTF_16},
};

static const char *const pages[] = {"<!doctype", "<html", "<?xml"};

/* What a browser saves; blanks may come first. */
static bool is_page(const char *bytes, size_t length)
{
    while (length > 0 && strchr("\r\n\t ", *bytes) != NULL && *bytes != '\0') {
        bytes++;
        length--;
    }
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (length > strlen(pages[i]) && strncasecmp(bytes, pages[i], strlen(pages[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* ASCII in UTF-16 without a mark at its head: every second byte is NUL. */
static bool is_wide(const char *bytes, size_t length)
{
    size_t nuls[2] = {0, 0};
    for (size_t i = 0; i < length; i++) {
        nuls[i % 2] += bytes[i] == '\0';
    }
    size_t more = nuls[0] > nuls[1] ? nuls[0] : nuls[1];
    size_t fewer = nuls[0] > nuls[1] ? nuls[1] : nuls[0];
    return length >= 4 && more >= length / 2 - length / 16 && fewer <= length / 16;
}

static bool is_tar(const char *bytes, size_t length)
{
    return length > 262 && memcmp(bytes + 257, "ustar", 5) == 0;
}

const char *source_kind_explain(const char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (length >= kinds[i].length && memcmp(bytes, kinds[i].bytes, kinds[i].length) == 0) {
            return kinds[i].words;
        }
    }
    bool marked = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    if (is_page(bytes + (marked ? 3 : 0), length - (marked ? 3 : 0))) {
        return "it is a web page around the program, as browsers save it; " PLAIN;
    }
    if (memchr(bytes, '\0', length) == NULL) {
        return NULL;
    }
    return is_wide(bytes, length)  ? UTF_16
           : is_tar(bytes, length) ? "it is a tar archive; " ARCHIVE
                                   : "it holds NUL bytes; save it as plain text";
}
