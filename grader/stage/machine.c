#include "stage/machine.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int machine_open_program(const struct machine *machine, const char *name, struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", machine->libexec, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        error_set_errno(err, "cannot open %s, a part of the workbook; build it again", path);
    }
    return fd;
}

int machine_memory_file(const char *name, const void *bytes, unsigned long length,
                        struct error *err)
{
    AUTO_CLOSE int fd = memfd_create(name, MFD_CLOEXEC);
    if (fd < 0 || !file_write_all(fd, bytes, length) || lseek(fd, 0, SEEK_SET) != 0) {
        error_set_errno(err, "cannot make a file in memory");
        return -1;
    }
    return steal_fd(&fd);
}
