/* What the hidden tests of exercise 03 share: the functions of the contract, segments filled and
 * read from outside, and a few expectations. The test stays attached to nothing, so that the number
 * of attachments is the student's alone. */
#ifndef ATTACH_DETACH_CHECK_H
#define ATTACH_DETACH_CHECK_H

#include "attach_detach.h"
#include "examiner/actor.h"
#include "examiner/check.h"
#include "examiner/kernel.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LOOK_RIGHT                                                                                 \
    "shmop(2), ERRORS, EACCES: the flags ask for a right that the segment does not grant; "        \
    "SHM_EXEC "                                                                                    \
    "asks for the right to execute"
#define LOOK_SHMAT  "shmat in shmop(2): with shmaddr NULL the kernel finds an address"
#define LOOK_NATTCH "shm_nattch in shmctl(2)"
#define LOOK_GONE   "shmctl(2) and shmop(2), ERRORS: EINVAL, EIDRM"

static const struct function attach_call = {"segment_attach", RETURNS_POINTER, LEAVES_ATTACHMENT};
static const struct function detach_call = {"segment_detach", RETURNS_INT, LEAVES_NOTHING};
static const struct function remove_call = {"segment_remove", RETURNS_INT, LEAVES_NOTHING};
static const struct function stat_call = {"segment_stat", RETURNS_INT, LEAVES_NOTHING};
static const struct function chmod_call = {"segment_chmod", RETURNS_INT, LEAVES_NOTHING};
static const struct function write_text_call = {"segment_write_text", RETURNS_SSIZE,
                                                LEAVES_NOTHING};
static const struct function read_text_call = {"segment_read_text", RETURNS_SSIZE, LEAVES_NOTHING};

/* A segment's id: a number in messages would differ from run to run. */
#define SHMID(id) NAMED("shmid", INT(id))

/* Room for the whole pages of every segment here, also where a page has 64 KiB. */
enum { BYTES_MAX = 128 * 1024 };

/* The bytes of the pages that a segment of `size` bytes occupies. */
static inline size_t whole_pages(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

/* The segment in this process, for a moment. Ends the check when a call has done away with it. */
static inline unsigned char *enter(int id, int flags)
{
    void *memory = shmat(id, NULL, flags);
    if (memory == (void *)-1) {
        check_fail("shmctl(2): only IPC_RMID takes a segment away",
                   "the segment to exist after the calls", "it is gone");
    }
    return memory;
}

static inline void peek(int id, void *bytes, size_t length)
{
    unsigned char *memory = enter(id, SHM_RDONLY);
    memcpy(bytes, memory, length);
    shmdt(memory);
}

static inline void poke(int id, const void *bytes, size_t length)
{
    unsigned char *memory = enter(id, 0);
    memcpy(memory, bytes, length);
    shmdt(memory);
}

/* Fills the segment and the rest of its last page. */
static inline void fill(int id, size_t size, int value)
{
    unsigned char *memory = enter(id, 0);
    memset(memory, value, whole_pages(size));
    shmdt(memory);
}

static inline int make_filled(size_t size, int value)
{
    int id = kernel_make_segment(kernel_fresh_key(), size, 0600);
    fill(id, size, value);
    return id;
}

#define LOOK_ZERO "RETURN VALUE in shmget(2): 0 is an id like any other, only -1 is none"

/* A segment with the id 0, as the first of a namespace has; -1 where that cannot be had. To be made
 * before other segments, and tried when ids like others have worked: what fails then is about 0. */
static inline int make_zero(void)
{
    if (!kernel_set_next_segment_id(0)) {
        return -1;
    }
    int id = make_filled(100, 0);
    return id == 0 ? id : -1;
}

/* The id 0, `zero` of make_zero, is one like any other. `arguments` begin with the id, whatever it
 * is. What fails with other ids as well is the matter of the rest of the check. */
static inline void expect_zero_to_do(int zero, struct actor *actor, const struct function *function,
                                     struct argument *arguments, size_t count)
{
    if (zero != 0) {
        return;
    }
    for (int i = 0; i < 2; i++) { /* a second call may fail for its own reasons */
        check_situation("A segment exists and nobody is attached.");
        arguments[0] = SHMID(make_filled(100, 0));
        if (actor_call_array(actor, function, arguments, count).failed) {
            return;
        }
    }
    check_situation("The id shmid of a segment is 0.");
    arguments[0] = SHMID(zero);
    struct reply reply = actor_call_array(actor, function, arguments, count);
    expect_success(&reply, LOOK_ZERO);
}

/* An id that named a segment until now. */
static inline int make_gone(void)
{
    int id = kernel_make_segment(kernel_fresh_key(), 100, 0600);
    kernel_remove_segment(id);
    return id;
}

static inline void set_mode(int id, mode_t mode)
{
    struct shmid_ds state;
    kernel_stat_segment(id, &state);
    state.shm_perm.mode = (unsigned short)mode;
    shmctl(id, IPC_SET, &state);
}

static inline mode_t mode_of(int id)
{
    struct shmid_ds state = {0};
    kernel_stat_segment(id, &state);
    return state.shm_perm.mode & 0777;
}

static inline unsigned long attachments(int id)
{
    struct shmid_ds state = {0};
    kernel_stat_segment(id, &state);
    return state.shm_nattch;
}

static inline void expect_attachments(int id, unsigned long count, const char *expected)
{
    unsigned long now = attachments(id);
    expect_that(now == count, LOOK_NATTCH, expected, "the kernel counts %lu attachment%s", now,
                now == 1 ? "" : "s");
}

/* (void *)-1 is neither NULL nor an address. */
static inline void refuse_minus_one(const struct reply *reply, const char *expected)
{
    expect_that(reply->value != -1, "RETURN VALUE in shmop(2): how shmat says that it failed",
                expected,
                "segment_attach returned (void *)-1: what shmat says of a failure, and what a "
                "caller who compares with NULL takes for an address");
}

static inline void expect_attached(const struct reply *reply)
{
    refuse_minus_one(reply, "an address");
    bool lacks_right = reply->failed && reply->error == EACCES;
    expect_success(reply, lacks_right ? LOOK_RIGHT : LOOK_SHMAT);
}

static inline void expect_null(const struct reply *reply, int error, int or_error, const char *look)
{
    refuse_minus_one(reply, "NULL, as of every function that returns a pointer");
    expect_one_of_failures(reply, error, or_error, look);
}

/* Attaches by the student's function. */
static inline uint64_t attach(struct actor *actor, int id, bool read_only)
{
    struct reply reply = actor_call(actor, &attach_call, SHMID(id), BOOL(read_only));
    expect_attached(&reply);
    return (uint64_t)reply.value;
}

/* Succeeded, and said so with 0 and not with another number. */
static inline void expect_zero(const struct reply *reply, const char *look)
{
    expect_success(reply, look);
    expect_value(reply, 0, "the header: \"Returns 0\"");
}

/* The text in a segment of at most 100 bytes. */
static inline void expect_text(int id, const char *text, const char *look, const char *expected)
{
    char seen[100];
    peek(id, seen, sizeof seen);
    expect_that(strcmp(seen, text) == 0, look, expected, "it was changed");
}

/* Valgrind's own shmat says EINVAL where the kernel says EACCES. */
static inline int shmat_refusal(void)
{
    return check_under_valgrind() ? EINVAL : EACCES;
}

/* A buffer by a name: how large it is stands in the other argument, or in the situation. */
#define READ_BUFFER(buffer) NAMED("buffer", BUFFER(buffer, sizeof(buffer)))

static inline void expect_length(const struct reply *reply, size_t length, const char *look)
{
    char observed[80];
    snprintf(observed, sizeof observed, "%s returned %lld; the text has %zu character%s",
             reply->function->name, (long long)reply->value, length, length == 1 ? "" : "s");
    expect_success(reply, look);
    expect_that(reply->value == (int64_t)length, look,
                "the length of the text, without its terminator", "%s", observed);
}

static inline bool is_filled_with(const unsigned char *bytes, size_t length, unsigned char value)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != value) {
            return false;
        }
    }
    return true;
}

#endif
