#include "examiner/errno_name.h"

#include <stdio.h>
#include <string.h>

const char *errno_name(int error)
{
    static char unknown[32];
    const char *name = error == 0 ? NULL : strerrorname_np(error);
    if (name == NULL) {
        snprintf(unknown, sizeof unknown, "errno %d", error);
        return unknown;
    }
    return name;
}
