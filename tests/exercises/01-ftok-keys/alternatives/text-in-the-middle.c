/* alternative: everything by way of text, as in a scripting language. A key is split by sscanf of
 * its own eight digits, written through a memory stream, and two files are one when the words
 * "device:inode" for them are equal. */
#include "ftok_keys.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

key_t make_key(const char *path, int project)
{
    char digits[12];
    unsigned byte;
    int used = 0;

    snprintf(digits, sizeof digits, "%x", (unsigned)project);
    if (path == NULL || sscanf(digits, "%2x%n", &byte, &used) != 1 || digits[used] != '\0' ||
        byte == 0) {
        errno = EINVAL;
        return -1;
    }
    return ftok(path, (int)byte);
}

struct key_parts split_key(key_t key)
{
    struct key_parts parts = {0, 0, 0};
    char digits[9];

    snprintf(digits, sizeof digits, "%08" PRIx32, (uint32_t)key);
    sscanf(digits, "%2" SCNx8 "%2" SCNx8 "%4" SCNx16, &parts.project, &parts.device, &parts.inode);
    return parts;
}

int format_key(key_t key, char *text, size_t capacity)
{
    char *line = NULL;
    size_t length = 0;

    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    FILE *stream = open_memstream(&line, &length);
    if (stream == NULL) {
        return -1;
    }
    fputs("0x", stream);
    for (int shift = 28; shift >= 0; shift -= 4) {
        fprintf(stream, "%x", (uint32_t)key >> shift & 0xfu);
    }
    fclose(stream);

    int result = -1;
    if (length < capacity) {
        stpcpy(text, line);
        result = (int)length;
    }
    free(line);
    if (result == -1) {
        errno = ERANGE;
    }
    return result;
}

static char *file_identity(const char *path)
{
    struct stat status;
    char *words;

    if (stat(path, &status) == -1 ||
        asprintf(&words, "%ju:%ju", (uintmax_t)status.st_dev, (uintmax_t)status.st_ino) == -1) {
        return NULL;
    }
    return words;
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    char *identity_a = NULL;
    char *identity_b = NULL;
    int answer = -1;
    key_t key_a, key_b;

    if ((key_a = make_key(path_a, project)) != -1 && (key_b = make_key(path_b, project)) != -1 &&
        (identity_a = file_identity(path_a)) != NULL &&
        (identity_b = file_identity(path_b)) != NULL) {
        answer = key_a == key_b && strcmp(identity_a, identity_b) != 0;
    }
    free(identity_b); /* free keeps errno */
    free(identity_a);
    return answer;
}
