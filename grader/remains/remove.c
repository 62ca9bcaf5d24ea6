#include "remains/remove.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "remains/notes.h"
#include "remains/tables.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BYTES_MAX = 16 << 20, /* more is no run's: it makes some thousand objects */
    RUN_ON_S = 60, /* for a call that was under way at the last note, and its process's end */
};

struct note {
    enum note_kind kind;
    uint64_t number;
    const char *name; /* "": it has none */
};

struct notes {
    char *bytes;
    struct note *items;
    size_t count;
    time_t last; /* when the last one was written */
};

/* --- reading ----------------------------------------------------------------------------------- */

/* The bytes of a file that is ours, and how many; NULL: there is none such. */
static char *read_own(int at, const char *folder, size_t *length, time_t *last)
{
    AUTO_FREE char *path = memory_format("%s/" NOTES_FILE, folder);
    AUTO_CLOSE int file = openat(at, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat info;
    if (file < 0 || fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_uid != geteuid() ||
        info.st_size > BYTES_MAX) {
        return NULL;
    }
    char *bytes = memory_allocate((size_t)info.st_size + 1, 1);
    size_t got = 0;
    ssize_t more = 1;
    while (more > 0 && got < (size_t)info.st_size) {
        more = read(file, bytes + got, (size_t)info.st_size - got);
        got += more > 0 ? (size_t)more : 0;
    }
    *length = got;
    *last = info.st_mtime;
    return bytes;
}

static void parse(struct notes *notes, size_t length)
{
    const char *end = notes->bytes + length;
    for (char *at = notes->bytes; memchr(at, '\0', (size_t)(end - at)) != NULL;
         at += strlen(at) + 1) {
        if (*at != '\0') {
            char *name;
            struct note *note = memory_append(&notes->items, &notes->count);
            *note = (struct note){.kind = (enum note_kind) * at};
            note->number = strtoull(at + 1, &name, 10);
            note->name = name;
        }
    }
}

static bool is_of_this_world(const struct notes *notes)
{
    char world[128];
    notes_print_world(world, sizeof world);
    return notes->count > 0 && notes->items[0].kind == NOTE_WORLD &&
           strcmp(notes->items[0].name, world) == 0;
}

static bool has(const struct notes *notes, enum note_kind kind, uint64_t number)
{
    for (size_t i = 0; i < notes->count; i++) {
        if (notes->items[i].kind == kind && notes->items[i].number == number) {
            return true;
        }
    }
    return false;
}

/* --- System V ---------------------------------------------------------------------------------- */

static bool is_timely(const struct notes *notes, time_t changed)
{
    return changed <= notes->last + RUN_ON_S;
}

static bool is_noted(const struct notes *notes, const struct table_entry *entry)
{
    static const enum note_kind kinds[] = {
        [TABLE_SEGMENTS] = NOTE_SEGMENT, [TABLE_SETS] = NOTE_SET, [TABLE_MESSAGES] = NOTE_MESSAGES};
    return has(notes, kinds[entry->table], (uint64_t)entry->id) ||
           (is_timely(notes, entry->changed) &&
            has(notes, NOTE_KEY, (uint32_t)entry->rights.__key));
}

static bool was_created_in_the_run(const struct notes *notes, const struct table_entry *entry)
{
    return entry->table == TABLE_SEGMENTS && is_timely(notes, entry->changed) &&
           has(notes, NOTE_PROCESS, (uint64_t)entry->creator) &&
           !has(notes, NOTE_BEFORE, (uint64_t)entry->id);
}

static void remove_of_the_run(const struct table_entry *entry, void *context)
{
    if (entry->rights.cuid == geteuid() &&
        (is_noted(context, entry) || was_created_in_the_run(context, entry))) {
        tables_remove(entry);
    }
}

/* --- names ------------------------------------------------------------------------------------- */

static bool is_meant(const struct notes *notes, const struct note *note, const struct stat *info)
{
    return info->st_uid == geteuid() &&
           (note->number != 0 ? info->st_ino == note->number : is_timely(notes, info->st_ctime));
}

static void remove_name(const struct notes *notes, const struct note *note, int folder)
{
    struct stat info;
    const char *name = note->name + 1;
    if (note->name[0] == '/' && strchr(name, '/') == NULL && strcmp(name, "..") != 0 &&
        fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && is_meant(notes, note, &info)) {
        (void)unlinkat(folder, name, S_ISDIR(info.st_mode) ? AT_REMOVEDIR : 0);
    }
}

static void remove_queue(const struct notes *notes, const struct note *note)
{
    struct stat info;
    mqd_t queue = mq_open(note->name, O_RDONLY | O_NONBLOCK);
    if (queue >= 0 && fstat(queue, &info) == 0 && is_meant(notes, note, &info)) {
        (void)mq_unlink(note->name);
    }
    if (queue >= 0) {
        mq_close(queue);
    }
}

static void remove_named(const struct notes *notes)
{
    AUTO_CLOSE int folder = open("/dev/shm", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; i < notes->count; i++) {
        const struct note *note = &notes->items[i];
        if (note->kind == NOTE_NAME) {
            remove_name(notes, note, folder);
        } else if (note->kind == NOTE_QUEUE) {
            remove_queue(notes, note);
        }
    }
}

void remains_remove(int at, const char *folder)
{
    struct notes notes = {0};
    size_t length = 0;
    notes.bytes = read_own(at, folder, &length, &notes.last);
    if (notes.bytes == NULL) {
        return;
    }
    parse(&notes, length);
    if (is_of_this_world(&notes)) {
        tables_each_of_all(remove_of_the_run, &notes);
        remove_named(&notes);
    }
    free(notes.items);
    free(notes.bytes);
}
