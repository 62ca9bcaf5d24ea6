#include "selftest/structure_parts.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { QUOTED_BYTES_MAX = 60 };

static const char marker[] = "TODO";

static bool is_in_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

/* The next TODO that is a word of its own; NULL: none. */
static const char *find_marker(const char *text, const char *at)
{
    for (; (at = strstr(at, marker)) != NULL; at++) {
        bool begins = at == text || !is_in_word(at[-1]);
        if (begins && !is_in_word(at[strlen(marker)])) {
            return at;
        }
    }
    return NULL;
}

static void report(const struct examination *examination, const char *file, unsigned line,
                   const char *words)
{
    size_t length = strcspn(words, "\r\n");
    bool cut = length > QUOTED_BYTES_MAX;
    if (cut) {
        length = QUOTED_BYTES_MAX;
        while (length > 0 && ((unsigned char)words[length] & 0xc0) == 0x80) {
            length--; /* not in the middle of a character */
        }
    }
    structure_unfinished(examination, file, line, "here is still to do: %.*s%s", (int)length, words,
                         cut ? "..." : "");
}

static void examine_file(const struct examination *examination, const char *file)
{
    AUTO_FREE char *text = structure_read(examination, file);
    const char *at = text;
    while (at != NULL && (at = find_marker(text, at)) != NULL) {
        const char *words = at + strlen(marker);
        words += strspn(words, ":, ");
        report(examination, file, structure_line(text, at), words);
        at += strcspn(at, "\n"); /* one finding a line is enough */
    }
}

static bool is_skipped(const char *name, const char *const *skipped)
{
    for (; *skipped != NULL; skipped++) {
        if (strcmp(name, *skipped) == 0) {
            return true;
        }
    }
    return name[0] == '.';
}

/* All regular files of a folder and the folders in it, by name, but those named in `skipped`. A folder
 * that cannot be read is missed by others. */
static void examine_folder(const struct examination *examination, const char *folder,
                           const char *const *skipped)
{
    AUTO_FREE char *path = memory_format("%s/%s", examination->root, folder);
    struct dirent **items;
    int count = scandir(path, &items, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        AUTO_FREE char *file = memory_format("%s/%s", folder, items[i]->d_name);
        AUTO_FREE char *full = memory_format("%s/%s", examination->root, file);
        struct stat status;
        if (!is_skipped(items[i]->d_name, skipped) && lstat(full, &status) == 0) {
            if (S_ISDIR(status.st_mode)) {
                examine_folder(examination, file, skipped);
            } else if (S_ISREG(status.st_mode)) {
                examine_file(examination, file);
            }
        }
        free(items[i]);
    }
    if (count >= 0) {
        free(items);
    }
}

/* The TODOs of the stub are the learner's, and so is all that he puts beside it. */
void structure_examine_todos(const struct examination *examination)
{
    const struct manifest *manifest = examination->bank->manifest;
    const char *const lesson[] = {"exercise.cfg", "README.md", manifest->header};
    for (size_t i = 0; i < sizeof lesson / sizeof lesson[0]; i++) {
        AUTO_FREE char *file = memory_format("exercises/%s/%s", manifest->folder, lesson[i]);
        AUTO_FREE char *path = memory_format("%s/%s", examination->root, file);
        struct stat status;
        if (stat(path, &status) == 0) {
            examine_file(examination, file);
        }
    }
    AUTO_FREE char *solution = memory_format("solutions/%s", manifest->folder);
    AUTO_FREE char *tests = memory_format("tests/exercises/%s", manifest->folder);
    examine_folder(examination, solution, (const char *const[]){NULL});
    examine_folder(examination, tests, (const char *const[]){"stub", "messages", NULL});
}
