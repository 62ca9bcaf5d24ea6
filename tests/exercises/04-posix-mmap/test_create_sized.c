/* board_create: the object that it makes, and the board that it fills. */
#include "boards.h"
#include "vast.h"

#include <unistd.h>

static void expect_object_of(const char *name, size_t size)
{
    struct stat object;
    expect_that(kernel_stat_name(name, &object), "shm_open(3): O_CREAT",
                "an object of this name under /dev/shm", "there is none");
    expect_that(object.st_size != 0, "ftruncate(2): a new object has size 0",
                say("an object of %zu byte%s", size, size == 1 ? "" : "s"),
                "its size is still 0: a store into the memory would be SIGBUS");
    expect_that((size_t)object.st_size == size,
                "ftruncate(2): to the byte; mmap(2) rounds by itself",
                say("an object of %zu byte%s", size, size == 1 ? "" : "s"), "its size is %lld",
                (long long)object.st_size);
}

static void expect_fields(const struct board *board, size_t size)
{
    expect_that(board->size == size, "the header: struct board", say("board.size to be %zu", size),
                "it is something else");
    expect_that(writable_byte(board) == 1, "the header: struct board",
                "board.writable to be true: a new board is mapped for reading and writing",
                "it is %s", writable_byte(board) == 0 ? "false" : "what it was before the call");
}

static void expect_zeroed_memory(const struct actor *process, const struct board *board,
                                 size_t size)
{
    static char bytes[EXHIBIT_SIZE_MAX];
    expect_that(board_load(process, board, 0, bytes, size), "mmap(2): its length, PROT_READ",
                "every byte of the board to be readable", "reading the whole board faults");
    for (size_t i = 0; i < size; i++) {
        expect_that(bytes[i] == 0, "the header: \"all zero\"", "every byte of a new board to be 0",
                    "byte %zu is not", i);
    }
}

static void expect_stores(const struct actor *process, const struct board *board, size_t size)
{
    expect_that(board_store(process, board, 0, "a", 1) &&
                    board_store(process, board, size - 1, "z", 1),
                "mmap(2): PROT_WRITE", "stores into the first and the last byte to work",
                "a store there faults");
}

/* The bytes of the board are those of the object, from the first to the last. */
static void expect_whole_object(const struct actor *process, const struct board *board,
                                const char *name, size_t size)
{
    char first = 0;
    char last = 0;
    int fd = kernel_open_object(name);
    bool stored = pwrite(fd, "a", 1, 0) == 1 && pwrite(fd, "z", 1, (off_t)(size - 1)) == 1;
    close(fd);
    expect_that(stored && board_load(process, board, 0, &first, 1) &&
                    board_load(process, board, size - 1, &last, 1) && last == 'z' &&
                    (size == 1 || first == 'a'),
                "the header: memory is the object's first byte; mmap(2): offset 0",
                "what another process stores into the object's first and last byte to be the "
                "board's first and last byte",
                "it is not: the board begins elsewhere, or is something else");
}

/* Returns the board's address. */
static const void *expect_created(struct actor *process, size_t size, mode_t mode)
{
    const char *name = kernel_fresh_name("board");
    struct board board;
    check_situation("Nothing has the name %s.", name);
    struct reply reply = create_board(process, name, size, mode, &board);
    expect_success(&reply, "shm_open(3), ftruncate(2), mmap(2)");
    expect_object_of(name, size);
    expect_board(&reply, &board, "mmap(2): RETURN VALUE");
    expect_fields(&board, size);
    expect_zeroed_memory(process, &board, size);
    expect_whole_object(process, &board, name, size);
    expect_stores(process, &board, size);
    expect_no_code(process, &board);
    return board.memory;
}

/* More than anybody would keep a table for, and less than the sandbox has room for. */
static void expect_large(struct actor *process)
{
    const char *name = kernel_fresh_name("board");
    struct board board;
    size_t size = ((size_t)5 << 20) + 17;
    check_situation("Nothing has the name %s, and there is room for it.", name);
    struct reply reply = create_board(process, name, size, 0600, &board);
    expect_success(&reply, "the header: a size may be any but 0; ftruncate(2), mmap(2)");
    expect_object_of(name, size);
    expect_fields(&board, size);
    expect_stores(process, &board, size);
    kernel_remove_name(name);
}

static void expect_zero_to_do(struct actor *process)
{
    const char *name = kernel_fresh_name("board");
    struct board board;
    free_descriptor_zero(process);
    check_situation("Nothing has the name %s, and the process has no standard input: the next "
                    "descriptor that it opens is 0.",
                    name);
    struct reply reply = create_board(process, name, 100, 0600, &board);
    expect_success(&reply, "shm_open(3), RETURN VALUE: 0 is a descriptor, only -1 is a failure");
}

static void expect_to_outlive_its_creator(void)
{
    struct actor *creator = actor_spawn("the creator");
    const char *name = kernel_fresh_name("board");
    struct board board;
    struct stat object;
    struct reply reply = create_board(creator, name, 100, 0600, &board);
    expect_success(&reply, "shm_open(3)");
    actor_exit(creator);
    check_situation("A process made the board %s, and exited.", name);
    expect_that(
        kernel_stat_name(name, &object),
        "the head of the header: an object lives until it is removed. What is registered by "
        "atexit(3) runs when a process exits",
        "the object to be there when its creator has exited", "nothing has the name");
}

CHECK(create_sized)
{
    struct actor *process = actor_spawn(NULL);
    const void *first = expect_created(process, 100, 0600);
    expect_elsewhere(expect_created(process, 1, 0600), first);
    expect_created(process, 4096, 0600);
    expect_created(process, 4097 + check_random(8192), 0600);
    expect_created(process, 100, 0444); /* for others: the creator writes */
    expect_created(process, 100, 0);
    expect_large(process);
    if (!check_under_valgrind()) {
        vast_expect_created(process);
    }
    expect_zero_to_do(process);
    expect_to_outlive_its_creator();
}
