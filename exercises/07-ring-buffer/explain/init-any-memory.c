/* A visitors' book that is opened again in memory where one lay before. */
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAGIC = 0x600c };

struct book {
    int magic, visitors, pages;
};

static void open_trusting_zeros(struct book *book)
{
    book->pages = 100;
}

static void open_once(struct book *book)
{
    if (book->magic != MAGIC) {
        *book = (struct book){.magic = MAGIC, .pages = 100};
    }
}

static void open_whole(struct book *book)
{
    *book = (struct book){.magic = MAGIC, .pages = 100};
}

static void show(const char *how, void (*open_book)(struct book *))
{
    int fd = memfd_create("book", 0);
    if (fd == -1 || ftruncate(fd, sizeof(struct book)) == -1) {
        err(1, "memfd_create");
    }
    for (int day = 1; day <= 2; day++) {
        struct book *book = mmap(NULL, sizeof *book, PROT_READ | PROT_WRITE,
                                 MAP_SHARED, fd, 0);
        if (book == MAP_FAILED) {
            err(1, "mmap");
        }
        open_book(book);
        printf("%s, day %d: a new book with %d visitors\n", how, day,
               book->visitors);
        book->visitors += 7;
        munmap(book, sizeof *book);
    }
    close(fd);
}

int main(void)
{
    show("trusts zeros ", open_trusting_zeros);
    show("once for all ", open_once);
    show("sets it whole", open_whole);
    return 0;
}
