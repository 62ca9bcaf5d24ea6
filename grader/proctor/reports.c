#include "proctor/reports.h"

#include "base/memory.h"
#include "proctor/records.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { REPORT_BYTES_MAX = 512 * 1024, ALL_BYTES_MAX = 64 << 20, PIECE_BYTES = 16 * 1024 };

bool reports_open(struct reports *reports, struct error *err)
{
    int ends[2];
    int on = 1;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return error_set_errno(err, "cannot make a socket for Valgrind's reports");
    }
    *reports = (struct reports){.channel = ends[0], .writing = ends[1]};
    return setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0 ||
           error_set_errno(err, "cannot tell who writes Valgrind's reports");
}

void reports_finish(struct reports *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        text_finish(&reports->items[i].xml);
    }
    free(reports->items);
    close(reports->channel);
    close(reports->writing);
    *reports = (struct reports){.channel = -1, .writing = -1};
}

static struct report *report_of(struct reports *reports, pid_t pid)
{
    for (size_t i = reports->count; i > 0; i--) {
        if (reports->items[i - 1].pid == pid) {
            return &reports->items[i - 1];
        }
    }
    struct report *report = memory_append(&reports->items, &reports->count);
    report->pid = pid;
    return report;
}

static pid_t sender_of(struct msghdr *message)
{
    struct cmsghdr *header = CMSG_FIRSTHDR(message);
    struct ucred credentials = {0};
    if (header != NULL && header->cmsg_level == SOL_SOCKET &&
        header->cmsg_type == SCM_CREDENTIALS) {
        memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
    }
    return credentials.pid;
}

/* Each costs at least its own struct: a flood of processes comes to the same limit. */
static void add(struct reports *reports, pid_t pid, const char *bytes, size_t length)
{
    bool room = reports->bytes + length + sizeof(struct report) <= ALL_BYTES_MAX;
    if (!room) {
        return;
    }
    size_t before = reports->count;
    struct report *report = report_of(reports, pid);
    report->spoiled = report->spoiled || report->xml.length + length > REPORT_BYTES_MAX ||
                      memchr(bytes, '\0', length) != NULL;
    if (!report->spoiled) {
        text_append_bytes(&report->xml, bytes, length);
        reports->bytes += length;
    }
    reports->bytes += (reports->count - before) * sizeof *report;
}

/* Descriptors that somebody sends along find no room, and are closed (cmsg(3)). */
bool reports_take(struct reports *reports)
{
    char bytes[PIECE_BYTES];
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(struct ucred))];
    } control;
    struct iovec part = {bytes, sizeof bytes};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    ssize_t length = recvmsg(reports->channel, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (length > 0) {
        add(reports, sender_of(&message), bytes, (size_t)length);
    }
    return length > 0;
}

/* On a socket that does not block, what Valgrind says while it is full is lost without a word. */
static bool may_have_lost(const struct reports *reports)
{
    return (fcntl(reports->writing, F_GETFL) & O_NONBLOCK) != 0 ||
           reports->bytes + PIECE_BYTES + sizeof(struct report) > ALL_BYTES_MAX;
}

/* A process that was forked goes on in its parent's words: its own report lacks the beginning. */
static void record(const struct report *report, bool spoiled)
{
    AUTO_TEXT struct text xml = {0};
    if (report->xml.length < 5 || memcmp(report->xml.bytes, "<?xml", 5) != 0) {
        text_format(&xml, "<valgrindoutput><pid>%d</pid>", (int)report->pid);
    }
    text_append(&xml, text_string(&report->xml));
    text_append(&xml, spoiled ? "<" : "");
    records_valgrind_report(report->pid, text_string(&xml));
}

void reports_record(const struct reports *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        record(&reports->items[i], reports->items[i].spoiled || may_have_lost(reports));
    }
}
