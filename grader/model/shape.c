#include "model/shape.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[] = {
    [SHAPE_INTEGER] = "integer",     [SHAPE_BOOL] = "bool",   [SHAPE_FLOAT] = "float",
    [SHAPE_CHARACTER] = "character", [SHAPE_BYTE] = "byte",   [SHAPE_POINTER] = "pointer",
    [SHAPE_SEMAPHORE] = "semaphore", [SHAPE_MUTEX] = "mutex", [SHAPE_STRUCT] = "struct",
    [SHAPE_OTHER] = "other",
};

const char *shape_kind_word(enum shape_kind kind)
{
    return words[kind];
}

bool shape_kind_from_word(const char *word, enum shape_kind *kind)
{
    for (size_t i = 0; word != NULL && i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i]) == 0) {
            *kind = (enum shape_kind)i;
            return true;
        }
    }
    return false;
}

static void finish_fields(struct shape_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < fields[i].name_count; k++) {
            free(fields[i].names[k].name);
        }
        finish_fields(fields[i].fields, fields[i].field_count);
        free(fields[i].names);
        free(fields[i].name);
        free(fields[i].type);
    }
    free(fields);
}

void shape_destroy(struct shape *shape)
{
    if (shape != NULL) {
        finish_fields(shape->fields, shape->field_count);
        free(shape->name);
        free(shape);
    }
}
