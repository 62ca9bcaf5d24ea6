#include "examiner/return_text.h"

#include "examiner/actor_private.h"
#include "examiner/errno_name.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_SHOWN = 16 };

static int print_failure(char *out, size_t room, const struct reply *reply)
{
    const char *value = reply->function->returns == RETURNS_POINTER ? "NULL"
                        : reply->function->returns == RETURNS_SIZE  ? "0"
                                                                    : "-1";
    return snprintf(out, room, "%s %s", value, errno_name(reply->error));
}

static int print_value(char *out, size_t room, const struct reply *reply)
{
    if (reply->failed) {
        return print_failure(out, room, reply);
    }
    switch (reply->function->returns) {
    case RETURNS_POINTER:
        return snprintf(out, room, "0x%" PRIx64, (uint64_t)reply->value);
    case RETURNS_KEY:
        return snprintf(out, room, "0x%08" PRIx32, (uint32_t)reply->value);
    case RETURNS_KEY_PARTS: {
        uint16_t wide;
        memcpy(&wide, reply->bytes + 2, sizeof wide);
        return snprintf(out, room, "{%u, %u, %u}", reply->bytes[0], reply->bytes[1], wide);
    }
    default:
        return snprintf(out, room, "%" PRId64, reply->value);
    }
}

/* Letters up to a terminator within the buffer: its length, 0 when it is no text. */
static size_t text_length(const char *bytes, size_t room)
{
    size_t length = 0;
    while (length < room && bytes[length] >= ' ' && bytes[length] <= '~') {
        length++;
    }
    return length < room && bytes[length] == '\0' ? length : 0;
}

void return_print(char *out, size_t room, const struct actor *actor, const struct reply *reply)
{
    size_t used = (size_t)print_value(out, room, reply);
    for (size_t i = 0; i < actor->call.count && !reply->failed && used < room; i++) {
        const struct argument *argument = &actor->call.arguments[i];
        size_t length = argument->wire.passing == WIRE_INOUT
                            ? text_length(argument->output, argument->wire.length)
                            : 0;
        if (length > 0) {
            used +=
                (size_t)snprintf(out + used, room - used, ", \"%.*s%s\"", TEXT_SHOWN,
                                 (const char *)argument->output, length > TEXT_SHOWN ? "…" : "");
        }
    }
}
