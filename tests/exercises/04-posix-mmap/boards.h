/* What the hidden tests of exercise 04 share: the four functions as calls, a board whose bytes are
 * known before a call, and an object of the test's own that must not change. */
#ifndef BOARDS_H
#define BOARDS_H

#include "examiner/actor.h"
#include "examiner/check.h"
#include "examiner/kernel.h"
#include "examiner/trace.h"

#include "posix_mmap.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

extern const struct function function_create;
extern const struct function function_open;
extern const struct function function_close;
extern const struct function function_remove;

/* The caller's structure as an argument; messages call it &board, or by a name of its own. */
#define BOARD(pointer)           BOARD_AS("&board", pointer)
#define BOARD_AS(label, pointer) NAMED(label, VARIABLE(pointer))

/* The calls. Those that fill a board give it arbitrary bytes first. */
struct reply create_board(struct actor *actor, const char *name, size_t size, mode_t mode,
                          struct board *board);
struct reply open_board(struct actor *actor, const char *name, bool writable, struct board *board);
struct reply close_board(struct actor *actor, struct board *board);
struct reply remove_board(struct actor *actor, const char *name);

/* Gives every byte of a board, padding too, a value that no board has. */
void spoil_board(struct board *board);
/* Fails when one of them was changed since. */
void expect_untouched(const struct board *board);
/* The byte of the field: after a wrong call it may hold what no bool may. */
unsigned char writable_byte(const struct board *board);

/* Returned 0, and the board has an address. */
void expect_board(const struct reply *reply, const struct board *board, const char *look);

/* A sentence with values in it, for `expected`. The last four stay. */
const char *say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The board's bytes as its process sees them. False when a load or store there would fault. */
bool board_load(const struct actor *actor, const struct board *board, size_t offset, void *bytes,
                size_t length);
bool board_store(const struct actor *actor, const struct board *board, size_t offset,
                 const void *bytes, size_t length);

/* Fails when both boards, which are open, are at the same address: then the new one has taken the
 * place of the other. */
void expect_elsewhere(const void *memory, const void *other);

/* Fail when instructions could be run from the board; when it is a private mapping. Natively. */
void expect_no_code(const struct actor *actor, const struct board *board);
void expect_shared_mapping(const struct actor *actor, const struct board *board);

/* The umask of a process (proc_pid_status(5)). */
mode_t umask_of(const struct actor *actor);

enum { EXHIBIT_SIZE_MAX = 40960 };

/* Closes the standard input of the process: the next descriptor that it opens has the number 0. */
void free_descriptor_zero(struct actor *actor);

/* An object of the test's own: what it is and holds. */
struct exhibit {
    const char *name;
    int fd;
    size_t size;
    mode_t mode;
    char text[EXHIBIT_SIZE_MAX + 1];
};

/* Makes the object and fills it with text; size 0 leaves it unsized. */
void exhibit_make(struct exhibit *exhibit, const char *name, size_t size, mode_t mode);
/* Gives it its size, and the text. */
void exhibit_fill(struct exhibit *exhibit, size_t size);
/* What has become of it, in words: "the name is gone"; NULL when it is as it was. */
const char *exhibit_change(const struct exhibit *exhibit);
/* Fails unless the name leads to this object still and size, mode, contents are as they were. */
void expect_intact(const struct exhibit *exhibit, const char *look);
void exhibit_finish(struct exhibit *exhibit);

#endif
