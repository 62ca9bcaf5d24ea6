/* munmap of three pages: a part, the rest, and then nothing at all. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Pages that are memory: msync fails where there is none. */
static int count_mapped(char *memory, size_t page)
{
    int count = 0;
    for (size_t i = 0; i < 3; i++) {
        count += msync(memory + i * page, page, MS_ASYNC) == 0 ? 1 : 0;
    }
    return count;
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int flags = MAP_SHARED | MAP_ANONYMOUS;
    char *memory =
        mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (memory == MAP_FAILED) {
        perror("no mapping");
        return 1;
    }
    printf("%-20s    %d pages mapped\n",
           "mmap, three pages:", count_mapped(memory, page));
    const struct {
        const char *what;
        size_t length;
    } steps[] = {{"munmap, one page:", page},
                 {"munmap, all three:", 3 * page},
                 {"munmap, once more:", 3 * page}};
    for (int i = 0; i < 3; i++) {
        int result = munmap(memory, steps[i].length);
        printf("%-20s %d, %d pages mapped\n", steps[i].what, result,
               count_mapped(memory, page));
    }
    return 0;
}
