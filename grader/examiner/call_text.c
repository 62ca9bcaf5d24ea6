/* Arguments, and calls as people read them. */
#include "examiner/actor_private.h"
#include "examiner/area.h"

#include <stdio.h>
#include <string.h>

struct argument argument_buffer(enum wire_passing passing, const void *contents, void *output,
                                size_t length)
{
    return (struct argument){
        .wire = {.type = WIRE_POINTER, .passing = passing, .length = (uint32_t)length},
        .contents = contents,
        .output = output,
        .format = 'b'};
}

struct argument argument_text(const char *text)
{
    struct argument argument = argument_buffer(WIRE_IN, text, NULL, strlen(text) + 1);
    argument.format = 's';
    return argument;
}

struct argument argument_named(const char *label, struct argument argument)
{
    argument.label = label;
    return argument;
}

/* Text arguments are shown up to this many characters. */
enum { TEXT_SHOWN = 24 };

/* A text of several lines, in one line. */
static void escape_line_ends(const char *text, char escaped[2 * TEXT_SHOWN + 1])
{
    size_t used = 0;
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            escaped[used++] = '\\';
        }
        escaped[used++] = *text == '\n' ? 'n' : *text;
    }
    escaped[used] = '\0';
}

static int print_text(char *out, size_t room, const struct argument *argument)
{
    const char *text = argument->contents;
    size_t length = strlen(text);
    if (length <= TEXT_SHOWN) {
        char escaped[2 * TEXT_SHOWN + 1];
        escape_line_ends(text, escaped);
        return snprintf(out, room, "\"%s\"", escaped);
    }
    return snprintf(out, room, "\"%.12s…\" (%zu characters)", text, length);
}

static int print_in_code(char *out, size_t room, const struct argument *argument)
{
    return argument->format == 'b'
               ? snprintf(out, room, "buffer[%u]", argument->wire.length)
               : snprintf(out, room, "0x%llx", (unsigned long long)argument->wire.value);
}

static int print_argument(char *out, size_t room, enum call_style style,
                          const struct argument *argument)
{
    uint64_t value = argument->wire.value;
    if (argument->label != NULL) {
        return snprintf(out, room, "%s", argument->label);
    }
    bool differs = argument->format == 'b' || argument->format == 'p';
    if (style == CALL_IN_CODE && differs) {
        return print_in_code(out, room, argument);
    }
    switch (argument->format) {
    case 'd':
        return snprintf(out, room, "%d", (int)value);
    case 'u':
        return snprintf(out, room, "%llu", (unsigned long long)value);
    case 'o':
        return snprintf(out, room, value == 0 ? "0" : "0%llo", (unsigned long long)value);
    case 'x':
        return value == 0 ? snprintf(out, room, "IPC_PRIVATE")
                          : snprintf(out, room, "0x%08x", (unsigned)value);
    case 't':
        return snprintf(out, room, "%s", value ? "true" : "false");
    case 'n':
        return snprintf(out, room, "NULL");
    case 's':
        return print_text(out, room, argument);
    case 'a':
        return snprintf(out, room, "%s", area_name(argument->area));
    case 'b':
        return snprintf(out, room, "a buffer of %u byte%s", argument->wire.length,
                        argument->wire.length == 1 ? "" : "s");
    default:
        return snprintf(out, room, "its address");
    }
}

void call_print(char *out, size_t room, enum call_style style, const struct function *function,
                const struct argument *arguments, size_t count)
{
    size_t used = (size_t)snprintf(out, room, "%s(", function->name);
    for (size_t i = 0; i < count && used < room; i++) {
        used += (size_t)snprintf(out + used, room - used, "%s", i > 0 ? ", " : "");
        if (used < room) {
            used += (size_t)print_argument(out + used, room - used, style, &arguments[i]);
        }
    }
    if (used < room) {
        snprintf(out + used, room - used, ")");
    }
}
