#include "examiner/place.h"
#include "protocol/environment.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char *place_get(const char *variable)
{
    const char *value = getenv(variable);
    if (value == NULL) {
        fprintf(stderr, "This is a hidden test: grader check runs it (%s is not set).\n", variable);
        exit(3);
    }
    return value;
}

const char *place_shared_memory(void)
{
    return place_get(SHARED_VARIABLE);
}

static void unlink_in(const char *folder, const char *name)
{
    int directory = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0) {
        if (unlinkat(directory, name + 1, 0) != 0) {
            unlinkat(directory, name + 1, AT_REMOVEDIR);
        }
        close(directory);
    }
}

void place_unlink_shared(const char *name)
{
    unlink_in(place_shared_memory(), name);
}

void place_unlink_queue(const char *name)
{
    (void)mq_unlink(name);
}
