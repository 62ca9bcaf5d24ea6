/* An object of a page and ten bytes, mapped by guess and by its size. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Is there memory at the address? msync fails where there is none. */
static const char *is_mapped(char *address)
{
    return msync(address, 1, MS_ASYNC) == 0 ? "mapped" : "not mapped";
}

static void map(const char *how, int fd, size_t length, size_t page)
{
    /* Two free pages, so that nothing else lies behind the mapping. */
    char *room =
        mmap(NULL, 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(room, 2 * page);
    char *memory = mmap(room, length, PROT_READ, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        perror("no mapping");
        return;
    }
    printf("%-12s first page %s, second page %s\n", how, is_mapped(memory),
           is_mapped(memory + page));
    munmap(memory, length);
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct stat status;
    int fd = memfd_create("object", 0);
    if (ftruncate(fd, (off_t)page + 10) != 0 || fstat(fd, &status) != 0) {
        perror("no object");
        return 1;
    }
    printf("fstat says: a page and %zu bytes\n",
           (size_t)status.st_size - page);
    map("\"a page\":", fd, page, page);
    map("by fstat:", fd, (size_t)status.st_size, page);
    return 0;
}
