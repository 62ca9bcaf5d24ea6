#include "boards.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SPOILT = 0x5b, SENTENCES = 4, SENTENCE = 240 };

const struct function function_create = {"board_create", RETURNS_INT,
                                         LEAVES_MAPPING | LEAVES_OBJECT};
const struct function function_open = {"board_open", RETURNS_INT, LEAVES_MAPPING};
const struct function function_close = {"board_close", RETURNS_INT, LEAVES_NOTHING};
const struct function function_remove = {"board_remove", RETURNS_INT, LEAVES_NOTHING};

/* --- calls ------------------------------------------------------------------------------------ */

struct reply create_board(struct actor *actor, const char *name, size_t size, mode_t mode,
                          struct board *board)
{
    spoil_board(board);
    return actor_call(actor, &function_create, TEXT(name), SIZE(size), MODE(mode), BOARD(board));
}

struct reply open_board(struct actor *actor, const char *name, bool writable, struct board *board)
{
    spoil_board(board);
    return actor_call(actor, &function_open, TEXT(name), BOOL(writable), BOARD(board));
}

struct reply close_board(struct actor *actor, struct board *board)
{
    return actor_call(actor, &function_close, BOARD(board));
}

struct reply remove_board(struct actor *actor, const char *name)
{
    return actor_call(actor, &function_remove, TEXT(name));
}

void free_descriptor_zero(struct actor *actor)
{
    static const struct function close_function = {"close", RETURNS_INT, LEAVES_STATE};
    actor_call(actor, &close_function, INT(0));
}

/* --- boards ----------------------------------------------------------------------------------- */

void spoil_board(struct board *board)
{
    memset(board, SPOILT, sizeof *board);
}

void expect_untouched(const struct board *board)
{
    const unsigned char *bytes = (const unsigned char *)board;
    for (size_t i = 0; i < sizeof *board; i++) {
        expect_that(bytes[i] == SPOILT,
                    "the header: \"*board is untouched\"; fill it in last, when nothing can fail "
                    "any more",
                    "a call that fails to leave the caller's board as it was",
                    "it failed, and wrote into the board (%s)",
                    i < offsetof(struct board, size)       ? "its memory"
                    : i < offsetof(struct board, writable) ? "its size"
                                                           : "its writable");
    }
}

unsigned char writable_byte(const struct board *board)
{
    return ((const unsigned char *)board)[offsetof(struct board, writable)];
}

void expect_board(const struct reply *reply, const struct board *board, const char *look)
{
    expect_success(reply, look);
    expect_value(reply, 0, "the header: \"Returns 0\"");
    struct board never;
    spoil_board(&never);
    expect_that(board->memory != NULL && board->memory != never.memory, look,
                "board.memory to be the address of the mapping", "board.memory is %s",
                board->memory == NULL ? "NULL" : "what it was before the call");
}

const char *say(const char *format, ...)
{
    /* One check, one process: the sentences live as long as it does. */
    static char sentences[SENTENCES][SENTENCE];
    static unsigned next;
    char *sentence = sentences[next++ % SENTENCES];
    va_list list;
    va_start(list, format);
    vsnprintf(sentence, SENTENCE, format, list);
    va_end(list);
    return sentence;
}

bool board_load(const struct actor *actor, const struct board *board, size_t offset, void *bytes,
                size_t length)
{
    return actor_read_memory(actor, (uint64_t)(uintptr_t)board->memory + offset, bytes, length);
}

bool board_store(const struct actor *actor, const struct board *board, size_t offset,
                 const void *bytes, size_t length)
{
    return actor_write_memory(actor, (uint64_t)(uintptr_t)board->memory + offset, bytes, length);
}

/* "r--s", as in /proc/PID/maps; "" when nothing is mapped there, and under Valgrind. */
static void read_rights(const struct actor *actor, const void *address, char rights[5])
{
    char line[512];
    unsigned long begin;
    unsigned long end;
    rights[0] = '\0';
    snprintf(line, sizeof line, "/proc/%d/maps", (int)actor_pid(actor));
    FILE *maps = check_under_valgrind() ? NULL : fopen(line, "re");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        char seen[5];
        if (sscanf(line, "%lx-%lx %4s", &begin, &end, seen) == 3 && begin <= (uintptr_t)address &&
            (uintptr_t)address < end) {
            memcpy(rights, seen, sizeof seen);
        }
    }
    if (maps != NULL) {
        fclose(maps);
    }
}

void expect_no_code(const struct actor *actor, const struct board *board)
{
    char rights[5];
    read_rights(actor, board->memory, rights);
    expect_that(strchr(rights, 'x') == NULL,
                "mmap(2): PROT_EXEC is for code; memory that others write is not to be run",
                "a mapping for reading and writing, or for reading", "it may be executed as well");
}

void expect_shared_mapping(const struct actor *actor, const struct board *board)
{
    char rights[5];
    read_rights(actor, board->memory, rights);
    expect_that(strchr(rights, 'p') == NULL,
                "mmap(2), MAP_PRIVATE: whether later changes of the object show in the mapping is "
                "left open; MAP_SHARED promises it",
                "a shared mapping of the object, for readers too", "it is private (MAP_PRIVATE)");
}

void expect_elsewhere(const void *memory, const void *other)
{
    expect_that(memory != other, "mmap(2): NULL for the address, and no MAP_FIXED",
                "a mapping beside those that the process has",
                "the new board has taken the place of one that was open");
}

mode_t umask_of(const struct actor *actor)
{
    char path[64];
    char line[256];
    unsigned mask = ~0U;
    snprintf(path, sizeof path, "/proc/%d/status", actor_pid(actor));
    FILE *status = fopen(path, "re");
    if (status == NULL) {
        perror("the test cannot read a process's status");
        exit(3);
    }
    while (fgets(line, sizeof line, status) != NULL && sscanf(line, "Umask: %o", &mask) != 1) {
    }
    fclose(status);
    return (mode_t)mask;
}

/* --- objects of the test's own ---------------------------------------------------------------- */

void exhibit_fill(struct exhibit *exhibit, size_t size)
{
    check_random_text(exhibit->text, size);
    exhibit->size = size;
    if (pwrite(exhibit->fd, exhibit->text, size, 0) != (ssize_t)size) {
        perror("the test cannot fill its object");
        exit(3);
    }
}

void exhibit_make(struct exhibit *exhibit, const char *name, size_t size, mode_t mode)
{
    *exhibit = (struct exhibit){.name = name, .mode = mode};
    exhibit->fd = kernel_make_object(name, 0, mode);
    if (size > 0) {
        exhibit_fill(exhibit, size);
    }
}

void exhibit_finish(struct exhibit *exhibit)
{
    close(exhibit->fd);
    kernel_remove_name(exhibit->name);
}

const char *exhibit_change(const struct exhibit *exhibit)
{
    static char text[EXHIBIT_SIZE_MAX];
    struct stat mine;
    struct stat named;
    if (!kernel_stat_name(exhibit->name, &named)) {
        return "the name is gone";
    }
    if (fstat(exhibit->fd, &mine) != 0 || mine.st_ino != named.st_ino ||
        mine.st_dev != named.st_dev) {
        return "another object has the name now";
    }
    if ((size_t)mine.st_size != exhibit->size) {
        return say("its size was %zu and is now %lld", exhibit->size, (long long)mine.st_size);
    }
    if ((mine.st_mode & 07777) != exhibit->mode) {
        return say("its mode was %04o and is now %04o", exhibit->mode, mine.st_mode & 07777);
    }
    if (pread(exhibit->fd, text, exhibit->size, 0) != (ssize_t)exhibit->size ||
        memcmp(text, exhibit->text, exhibit->size) != 0) {
        return "its contents have changed";
    }
    return NULL;
}

void expect_intact(const struct exhibit *exhibit, const char *look)
{
    const char *change = exhibit_change(exhibit);
    expect_that(change == NULL, look, "the object that was there to stay as it was", "%s", change);
}
