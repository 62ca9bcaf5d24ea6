#include "stage/channel.h"

#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

static void write_to(int fd, const char *text)
{
    cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

Test(channel, reads_until_the_last_writer_is_gone)
{
    AUTO_TEXT struct text text = {0};
    struct channel channel;
    struct error err;
    cr_assert(channel_open(&channel, &text, 100, &err), "%s", err.message);
    write_to(channel.writer, "all of it");
    cr_assert(channel_read_all(&channel, 1, &(struct channel_limit){.own_ms = 10000}));
    cr_assert_str_eq(text_string(&text), "all of it");
    cr_assert_eq(channel.reader, -1);
    channel_close(&channel);
}

Test(channel, drops_what_is_beyond_the_limit)
{
    AUTO_TEXT struct text text = {0};
    struct channel channel;
    struct error err;
    cr_assert(channel_open(&channel, &text, 4, &err));
    write_to(channel.writer, "123456789");
    cr_assert(channel_read_all(&channel, 1, &(struct channel_limit){.own_ms = 10000}));
    cr_assert_str_eq(text_string(&text), "1234");
    channel_close(&channel);
}

Test(channel, gives_up_when_a_stranger_holds_the_other_end)
{
    AUTO_TEXT struct text text = {0};
    struct channel channel;
    struct error err;
    cr_assert(channel_open(&channel, &text, 100, &err));
    int held = dup(channel.writer);
    write_to(held, "some");
    cr_assert_not(channel_read_all(&channel, 1, &(struct channel_limit){.own_ms = 50}));
    cr_assert_str_eq(text_string(&text), "some", "what came is kept");
    close(held);
    channel_close(&channel);
}

Test(channel, gives_up_when_it_is_abandoned)
{
    AUTO_TEXT struct text text = {0};
    struct channel channel;
    struct error err;
    const atomic_bool abandoned = true;
    cr_assert(channel_open(&channel, &text, 100, &err));
    int held = dup(channel.writer);
    cr_assert_not(channel_read_all(
        &channel, 1, &(struct channel_limit){.own_ms = 3600 * 1000, .abandoned = &abandoned}));
    close(held);
    channel_close(&channel);
}

Test(channel, gives_up_when_it_is_called_off)
{
    AUTO_TEXT struct text text = {0};
    struct channel channel;
    struct cancel cancel;
    struct error err;
    cr_assert(channel_open(&channel, &text, 100, &err));
    cr_assert(cancel_init(&cancel, &err));
    cancel_raise(&cancel);
    int held = dup(channel.writer);
    cr_assert_not(channel_read_all(
        &channel, 1, &(struct channel_limit){.own_ms = 3600 * 1000, .cancel = &cancel}));
    close(held);
    channel_close(&channel);
    cancel_finish(&cancel);
}
