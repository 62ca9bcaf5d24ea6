#include "demo/demo.h"

#include <string.h>

#include "base/nearest.h"
#include "base/text.h"

static const struct demo demos[] = {
    {"posix", "a text in a POSIX object: shm_open, ftruncate, mmap", true, 0, "4"},
    {"sysv", "a text in a System V segment: ftok, shmget, shmat", false, 0, "3"},
    {"ready-flag", "a flag says when the text is complete, and when it was taken", true, 2, "5"},
    {"semaphore", "two semaphores: each side sleeps until it is its turn", false, 2, "6"},
    {"ring", "five numbers through three slots: full and empty", true, 0, "7"},
};

enum { DEMOS = sizeof demos / sizeof demos[0] };

const struct demo *demo_list(size_t *count)
{
    *count = DEMOS;
    return demos;
}

const struct demo *demo_find(const char *name, struct error *err)
{
    const char *names[DEMOS];
    AUTO_TEXT struct text all = {0};
    for (size_t i = 0; i < DEMOS; i++) {
        if (strcmp(demos[i].name, name) == 0) {
            return &demos[i];
        }
        names[i] = demos[i].name;
        text_format(&all, "%s%s", i > 0 ? ", " : "", demos[i].name);
    }
    const char *nearest = nearest_find(name, names, DEMOS);
    if (nearest != NULL) {
        (void)error_set(err, "there is no demo '%s'; did you mean '%s'?", name, nearest);
    } else {
        (void)error_set(err, "there is no demo '%s'; there are %s", name, text_string(&all));
    }
    return NULL;
}
