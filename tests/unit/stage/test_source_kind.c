#include "stage/source_kind.h"

#include <criterion/criterion.h>
#include <string.h>

#define BYTES(bytes) bytes, sizeof(bytes) - 1

static void expect(const char *bytes, size_t length, const char *words)
{
    const char *said = source_kind_explain(bytes, length);
    cr_assert_not_null(said, "%s", words);
    cr_assert_not_null(strstr(said, words), "%s", said);
}

Test(source_kind, what_comes_of_other_programs)
{
    expect(BYTES("PK\3\4\x14\0\6\0"), "zip archive");
    expect(BYTES("\x7f"
                 "ELF\2\1\1\0"),
           "what a compiler made");
    expect(BYTES("%PDF-1.7\nxyz"), "PDF");
    expect(BYTES("{\\rtf1\\ansi int main"), "document of a word processor");
    expect(BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "document of a word processor");
    expect(BYTES("\x1f\x8b\x08\0\0"), "gzip");
    expect(BYTES("<!DOCTYPE html>\n<html>"), "web page");
    expect(BYTES("\xef\xbb\xbf\r\n<HTML lang=en>"), "web page");
    char tar[512] = "shmget_flags.c";
    memcpy(tar + 257, "ustar", 5);
    expect(tar, sizeof tar, "tar archive");
}

Test(source_kind, text_in_other_encodings)
{
    expect(BYTES("\xff\xfei\0n\0t\0"), "UTF-16");
    expect(BYTES("\xfe\xff\0i\0n\0t"), "UTF-16");
    expect(BYTES("i\0n\0t\0 \0x\0;\0\n\0"), "UTF-16");
    expect(BYTES("\0i\0n\0t\0 \0x\0;\0\n"), "UTF-16");
    expect(BYTES("int x; \0 int y;"), "NUL bytes");
    expect(BYTES("\0"), "NUL bytes");
}

Test(source_kind, c)
{
    cr_assert_null(source_kind_explain(BYTES("")));
    cr_assert_null(source_kind_explain(BYTES("\xef\xbb\xbfint x;\n")));
    cr_assert_null(source_kind_explain(BYTES("int caf\xe9;\n")));
    cr_assert_null(source_kind_explain(BYTES("PK;\n")));
    cr_assert_null(source_kind_explain(BYTES("%:include <errno.h>\n")));
    cr_assert_null(source_kind_explain(BYTES("<%%>")));
    cr_assert_null(source_kind_explain(BYTES("<html")));
}
