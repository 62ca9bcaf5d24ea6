/* What a call should leave as it was, of the process that made it. */
#include "examiner/ledger_state.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/process.h"
#include "base/text.h"
#include "examiner/signal_set.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE_BYTES = 16384, SIGNALS_BYTES = 80 };

/* Read in large pieces: this is done before and after each call of a test, and stdio takes such files by the KiB. */
char *ledger_read_file(pid_t pid, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    AUTO_TEXT struct text text = {0};
    AUTO_FREE char *bytes = memory_allocate(PIECE_BYTES, 1);
    ssize_t length;
    while (fd >= 0 && (length = read(fd, bytes, PIECE_BYTES)) > 0) {
        text_append_bytes(&text, bytes, (size_t)length);
    }
    return fd < 0 ? NULL : text_steal(&text);
}

void ledger_each_line(char *text, void (*act)(struct objects *objects, const char *line),
                      struct objects *objects)
{
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        act(objects, line);
    }
}

__attribute__((format(printf, 2, 3))) static void add_state(struct objects *objects,
                                                            const char *format, ...)
{
    struct object_entry entry = {.kind = OBJECT_STATE};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(entry.name, sizeof entry.name, format, arguments);
    va_end(arguments);
    objects_add(objects, &entry);
}

/* "blocked signals (SIGTERM)"; two sets with the same words are told apart by the id. */
static void add_signals(struct objects *objects, const char *what, uint64_t mask)
{
    struct object_entry entry = {.kind = OBJECT_STATE, .id = signal_set_of_learner(mask)};
    char names[SIGNALS_BYTES];
    signal_set_print(names, sizeof names, entry.id);
    snprintf(entry.name, sizeof entry.name, "%s signals (%s)", what, names);
    objects_add(objects, &entry);
}

/* A line of proc_pid_status(5) that a call should leave as it was. */
static void read_state_line(struct objects *objects, const char *line)
{
    static const char *const masks[][2] = {
        {"SigBlk:", "blocked"},
        {"SigIgn:", "ignored"},
        {"SigCgt:", "caught"},
    };
    if (line[0] != 'U' && line[0] != 'S' && line[0] != 'V' && line[0] != 'C') {
        return;
    }
    if (strncmp(line, "Umask:", 6) == 0) {
        add_state(objects, "umask %03lo", strtoul(line + 6, NULL, 8));
    }
    if (strncmp(line, "VmLck:", 6) == 0) {
        add_state(objects, "%lu KiB of locked memory", strtoul(line + 6, NULL, 10));
    }
    if (strncmp(line, "Cpus_allowed:", 13) == 0) {
        add_state(objects, "processors it may use: %s", line + 13 + strspn(line + 13, "\t "));
    }
    for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
        size_t length = strlen(masks[i][0]);
        if (strncmp(line, masks[i][0], length) == 0) {
            add_signals(objects, masks[i][1], strtoull(line + length, NULL, 16));
        }
    }
}

static void read_status(struct objects *objects, pid_t pid)
{
    AUTO_FREE char *status = ledger_read_file(pid, "status");
    if (status != NULL) {
        ledger_each_line(status, read_state_line, objects);
    }
}

static void read_folder(struct objects *objects, pid_t pid)
{
    char path[64], folder[200];
    snprintf(path, sizeof path, "/proc/%d/cwd", pid);
    ssize_t length = readlink(path, folder, sizeof folder - 1);
    if (length > 0) {
        folder[length] = '\0';
        add_state(objects, "current folder %s", folder);
    }
}

/* "Max open files            1024                 4096                 files": proc_pid_limits(5) */
static void read_limit_line(struct objects *objects, const char *line)
{
    enum { NAME_COLUMNS = 26 };
    char soft[24], hard[24];
    if (strncmp(line, "Max ", 4) == 0 && strlen(line) > NAME_COLUMNS &&
        sscanf(line + NAME_COLUMNS, "%23s %23s", soft, hard) == 2) {
        int length = NAME_COLUMNS - 4;
        while (length > 0 && line[4 + length - 1] == ' ') {
            length--;
        }
        add_state(objects, "limit of %.*s %s (at most %s)", length, line + 4, soft, hard);
    }
}

static void read_limits(struct objects *objects, pid_t pid)
{
    AUTO_FREE char *limits = ledger_read_file(pid, "limits");
    if (limits != NULL) {
        ledger_each_line(limits, read_limit_line, objects);
    }
}

/* proc_pid_stat(5): fields 5 and 6 are group and session, 19 the nice value, 41 the policy. */
static void read_stat(struct objects *objects, pid_t pid)
{
    AUTO_FREE char *stat = ledger_read_file(pid, "stat");
    const char *end = stat != NULL ? strrchr(stat, ')') : NULL;
    const char *name = stat != NULL ? strchr(stat, '(') : NULL;
    int group, session, nice, policy;
    if (end != NULL && name != NULL &&
        sscanf(end,
               ") %*c %*d %d %d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %d %*d %*d %*u %*u "
               "%*d %*u %*u %*u %*u %*u %*u %*u %*u %*u %*u %*u %*u %*u %*d %*d %*u %d",
               &group, &session, &nice, &policy) == 4) {
        add_state(objects, "name %.*s", (int)(end - name - 1), name + 1);
        add_state(objects, "scheduling policy %d", policy);
        add_state(objects, "process group %d", group);
        add_state(objects, "session %d", session);
        add_state(objects, "nice value %d", nice);
    }
}

static void read_timer_line(struct objects *objects, const char *line)
{
    if (strncmp(line, "ID: ", 4) == 0) {
        add_state(objects, "timer %s (timer_create)", line + 4);
    }
}

/* Only some kernels have this file. */
static void read_timers(struct objects *objects, pid_t pid)
{
    AUTO_FREE char *timers = ledger_read_file(pid, "timers");
    if (timers != NULL) {
        ledger_each_line(timers, read_timer_line, objects);
    }
}

static bool has_descriptor(const struct objects *objects, uint64_t number)
{
    for (size_t i = 0; i < objects->count; i++) {
        if (objects->items[i].kind == OBJECT_DESCRIPTOR && objects->items[i].id == number) {
            return true;
        }
    }
    return false;
}

/* One that is ending has its descriptors closed by the kernel. */
static void read_streams(struct objects *objects, pid_t pid)
{
    static const char *const names[] = {"standard input", "standard output", "standard error"};
    for (unsigned i = 0; i < 3; i++) {
        if (!has_descriptor(objects, i) && !process_stat_read(pid).is_ending) {
            add_state(objects, "%s closed", names[i]);
        }
    }
}

void ledger_read_state(struct objects *objects, pid_t pid)
{
    read_status(objects, pid);
    read_folder(objects, pid);
    read_limits(objects, pid);
    read_stat(objects, pid);
    read_timers(objects, pid);
    read_streams(objects, pid);
}
