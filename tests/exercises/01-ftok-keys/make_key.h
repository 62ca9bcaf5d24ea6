/* What the tests of make_key share: a key is right or wrong, and so is a refusal. */
#ifndef WORKBOOK_FTOK_KEYS_MAKE_KEY_H
#define WORKBOOK_FTOK_KEYS_MAKE_KEY_H

#include "fixtures.h"

/* Which fields differ, in words: the numbers themselves are others in each run. A wrong device
 * field can be right by accident, so that it is named only where it is all the difference. */
static inline void name_fields(uint32_t difference, char *text, size_t room)
{
    bool inode = (difference & 0xffff) != 0;
    bool project = (difference >> 24) != 0;
    bool device = !inode && (difference >> 16 & 0xff) != 0;
    bool two = project && (inode || device);
    snprintf(text, room, "%s%s%s%s%s%s", two ? "the fields " : "the field ",
             project ? "project (bits 24 to 31)" : "", two ? " and " : "",
             inode ? "inode (bits 0 to 15)" : "", device ? "device (bits 16 to 23)" : "",
             two ? " differ" : " differs");
}

/* `path_here` is the file as this side names it. */
static inline void expect_key(const struct reply *reply, const char *path_here, int project,
                              const char *look)
{
    char fields[128] = "";
    key_t key = ftok(path_here, project);
    fixture_require(key != (key_t)-1, path_here);
    expect_that(!reply->failed || reply->error != 0, look, "the key that ftok gives for this file",
                "make_key returned -1, as if it had failed; errno is 0, so no call has");
    expect_that(!reply->failed, look, "the key that ftok gives for this file",
                "make_key returned -1 with errno %s (%s)", strerrorname_np(reply->error),
                strerror(reply->error));
    expect_that(reply->value != 0, look, "the key that ftok gives for this file",
                "make_key returned 0");
    name_fields((uint32_t)reply->value ^ (uint32_t)key, fields, sizeof fields);
    expect_that(reply->value == key, look, "the key that ftok gives for this file",
                "make_key returned another key: %s", fields);
}

static inline void expect_key_of(const struct reply *reply, const char *name, int project,
                                 const char *look)
{
    char path[512];
    snprintf(path, sizeof path, "%s", kernel_path_here(name));
    expect_key(reply, path, project, look);
}

static inline void expect_no_key(const struct reply *reply, int error, const char *look)
{
    expect_that(reply->failed || reply->value != IPC_PRIVATE,
                "the contract in ftok_keys.h: (key_t)-1 says that there is no key; 0 is "
                "IPC_PRIVATE, with which shmget(2) makes a segment that nobody finds",
                "-1 and errno", "make_key returned 0");
    expect_failure(reply, error, look);
}

static inline void expect_not_made(const char *name)
{
    expect_that(!file_exists(name),
                "ftok(3): the file must exist; who makes it is not for make_key to say",
                "nothing to be made by a call that only asks for a key",
                "a file \"%s\" has come into being", name);
}

#endif
