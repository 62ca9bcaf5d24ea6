#include "report/json_field.h"

#include "base/memory.h"

bool json_lacks(const char *field, struct error *err)
{
    return error_set(err, "this is no verdict: it has no valid \"%s\"", field);
}

bool json_read_text(const json_t *object, const char *field, char **text, struct error *err)
{
    const json_t *value = json_object_get(object, field);
    memory_set_string(text, json_string_value(value));
    return json_is_string(value) || json_is_null(value) || json_lacks(field, err);
}

bool json_read_word(const json_t *object, const char *field, char **text, struct error *err)
{
    return json_read_text(object, field, text, err) && (*text != NULL || json_lacks(field, err));
}

bool json_read_integer(const json_t *object, const char *field, int64_t least, int64_t most,
                       int64_t *number, struct error *err)
{
    const json_t *value = json_object_get(object, field);
    *number = json_integer_value(value);
    return (json_is_integer(value) && *number >= least && *number <= most) ||
           json_lacks(field, err);
}

bool json_read_position(const json_t *object, const char *field, unsigned *position,
                        struct error *err)
{
    int64_t number = 0;
    bool ok = json_is_null(json_object_get(object, field)) ||
              json_read_integer(object, field, 1, INT32_MAX, &number, err);
    *position = (unsigned)number;
    return ok;
}
