#include "handout/packages.h"

#include <ctype.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"

static void append_name(struct text *out, const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char small = (char)tolower((unsigned char)name[i]);
        char letter[] = {small == '_' ? '-' : small, '\0'};
        text_append(out, letter);
    }
}

void handout_append_package(struct text *out, const char *library, size_t length)
{
    static const char dot_so[] = ".so.";
    AUTO_FREE char *name = memory_copy_bytes(library, length);
    char *version = strstr(name, dot_so);
    if (version == NULL || version == name) {
        append_name(out, name, length);
        return;
    }
    append_name(out, name, (size_t)(version - name));
    const char *number = version + strlen(dot_so);
    text_append(out,
                isdigit((unsigned char)version[-1]) || !isdigit((unsigned char)*number) ? "-" : "");
    append_name(out, number, strlen(number));
}

/* A line's third word says who needs it, unless a comment has begun. */
static bool is_for_handout(const char *line, size_t length)
{
    AUTO_FREE char *copy =
        memory_copy_bytes(line, strcspn(line, "#\n") < length ? strcspn(line, "#\n") : length);
    char *rest = NULL;
    (void)strtok_r(copy, " \t", &rest);
    (void)strtok_r(NULL, " \t", &rest);
    const char *mark = strtok_r(NULL, " \t", &rest);
    return mark != NULL && strcmp(mark, "handout") == 0;
}

static void append_programs(const char *list, struct text *out)
{
    for (const char *line = list; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        if (is_for_handout(line, length)) {
            text_append_bytes(out, line, length);
            text_append(out, "\n");
        }
        line += length + (line[length] == '\n');
    }
}

/* The C library is there wherever anything is. */
static bool is_of_every_system(const char *library)
{
    return strncmp(library, "libc.so.", 8) == 0 || strncmp(library, "libm.so.", 8) == 0 ||
           strncmp(library, "ld-linux", 8) == 0;
}

static void append_libraries(const char *libraries, struct text *out)
{
    AUTO_FREE char *words = memory_copy_string(libraries);
    char *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        if (!is_of_every_system(word)) {
            handout_append_package(out, word, strlen(word));
            text_format(out, " lib:%s  # the grader is linked with it\n", word);
        }
    }
}

void handout_list_packages(const char *list, const char *libraries, struct text *out)
{
    text_append(out, "# What grading needs, as Debian packages: <package> <probe>\n\n");
    append_programs(list, out);
    append_libraries(libraries, out);
}
