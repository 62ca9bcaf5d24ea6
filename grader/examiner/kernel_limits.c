/* The kernel's limits on shared memory, lowered for one check. */
#include "examiner/kernel.h"
#include "examiner/kernel_private.h"
#include "examiner/recorder.h"
#include "examiner/session.h"

#include <stdio.h>

static const char *limit_path(enum kernel_limit limit)
{
    static const char *const paths[KERNEL_LIMITS] = {
        [LIMIT_SEGMENTS] = "/proc/sys/kernel/shmmni",
        [LIMIT_SEGMENT_BYTES] = "/proc/sys/kernel/shmmax",
        [LIMIT_ALL_PAGES] = "/proc/sys/kernel/shmall",
    };
    return paths[limit];
}

static bool write_limit(enum kernel_limit limit, unsigned long value)
{
    FILE *file = fopen(limit_path(limit), "we");
    if (file == NULL) {
        return false;
    }
    bool written = fprintf(file, "%lu\n", value) > 0;
    return fclose(file) == 0 && written;
}

static bool read_limit(enum kernel_limit limit, unsigned long *value)
{
    FILE *file = fopen(limit_path(limit), "re");
    if (file == NULL) {
        return false;
    }
    bool read = fscanf(file, "%lu", value) == 1;
    fclose(file);
    return read;
}

bool kernel_set_limit(enum kernel_limit limit, unsigned long value)
{
    struct kernel_changes *mine = kernel_changes();
    if (session_current()->reduced) {
        return false; /* these would be the limits of the whole machine */
    }
    if (!mine->limited[limit] && !read_limit(limit, &mine->limits[limit])) {
        return false;
    }
    static const char *const names[] = {[LIMIT_SEGMENTS] = "shmmni",
                                        [LIMIT_SEGMENT_BYTES] = "shmmax",
                                        [LIMIT_ALL_PAGES] = "shmall"};
    recorder_note(NULL, "sets the kernel's limit %s to %lu", names[limit], value);
    mine->limited[limit] = write_limit(limit, value);
    return mine->limited[limit];
}

void kernel_restore_limits(const struct kernel_changes *changes)
{
    for (int i = 0; i < KERNEL_LIMITS; i++) {
        if (changes->limited[i]) {
            write_limit((enum kernel_limit)i, changes->limits[i]);
        }
    }
}
