#include "unpack/archive_name.h"

#include <string.h>
#include <strings.h>

static size_t suffix_length(const char *name, const char *const *suffixes, size_t count)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < count; i++) {
        size_t wanted = strlen(suffixes[i]);
        if (length > wanted && strcasecmp(name + length - wanted, suffixes[i]) == 0) {
            return wanted;
        }
    }
    return 0;
}

size_t archive_name_suffix(const char *name)
{
    static const char *const suffixes[] = {".tar.gz", ".tar.xz", ".tar.bz2", ".zip",
                                           ".tgz",    ".txz",    ".tbz2",    ".tar"};
    return suffix_length(name, suffixes, sizeof suffixes / sizeof suffixes[0]);
}

size_t archive_name_foreign_suffix(const char *name)
{
    static const char *const suffixes[] = {".rar", ".7z",  ".tar.zst", ".tzst", ".zipx", ".gz",
                                           ".xz",  ".bz2", ".zst",     ".lzh",  ".arj",  ".ace"};
    return archive_name_suffix(name) > 0
               ? 0
               : suffix_length(name, suffixes, sizeof suffixes / sizeof suffixes[0]);
}
