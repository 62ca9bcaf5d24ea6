/* What Valgrind sees of a mapping of 100 bytes, and what it does not. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

int main(int argc, char **argv)
{
    (void)argv;
    size_t size = argc > 1 ? 0 : 100;
    char *mapped = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char *allocated = malloc(size);
    if (mapped == MAP_FAILED || allocated == NULL) {
        return 1;
    }
    mapped[size] = 'x'; /* behind what was asked for, within the page */
    printf("stored behind the mapping\n");
    fflush(stdout);
    allocated[size] = 'x';
    printf("stored behind the allocation\n");
    free(allocated);
    return 0;
}
