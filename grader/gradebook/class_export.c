#include "gradebook/class_export.h"

#include <string.h>

const struct export_format *export_format_find(const char *name)
{
    static const struct export_format formats[] = {
        {"csv", class_export_csv},
        {"json", class_export_json},
        {"canvas", class_export_canvas},
        {"moodle", class_export_moodle},
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}
