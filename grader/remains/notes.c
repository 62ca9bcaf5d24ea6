#include "remains/notes.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "remains/tables.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int open_file(const char *folder, int flags)
{
    AUTO_FREE char *path = memory_format("%s/" NOTES_FILE, folder);
    return open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC | flags, 0600);
}

int notes_open(const char *folder)
{
    return open_file(folder, 0);
}

/* In one piece, with its end: of a note that was cut off nobody believes the rest. */
static void add(int notes, const char *note)
{
    (void)!write(notes, note, strlen(note) + 1);
}

void notes_add_number(int notes, enum note_kind kind, uint64_t number)
{
    notes_add_name(notes, kind, number, "");
}

void notes_add_name(int notes, enum note_kind kind, uint64_t inode, const char *name)
{
    if (notes >= 0) {
        AUTO_FREE char *note = memory_format("%c%llu%s", kind, (unsigned long long)inode, name);
        add(notes, note);
    }
}

void notes_print_world(char *text, size_t room)
{
    enum { BOOT_LENGTH = 36 }; /* of a UUID */
    char boot[BOOT_LENGTH + 1] = "";
    char space[64] = "";
    AUTO_CLOSE int file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    (void)!(file >= 0 && read(file, boot, BOOT_LENGTH) > 0);
    (void)!readlink("/proc/self/ns/ipc", space, sizeof space - 1);
    snprintf(text, room, "boot %s %s", boot, space);
}

static void add_segment(const struct table_entry *entry, void *context)
{
    struct text *notes = context;
    if (entry->rights.cuid == geteuid()) {
        text_format(notes, "%c%d", NOTE_BEFORE, entry->id);
        text_append_bytes(notes, "", 1);
    }
}

void notes_begin(const char *folder)
{
    char world[128];
    AUTO_TEXT struct text text = {0};
    AUTO_CLOSE int notes = open_file(folder, O_CREAT | O_EXCL);
    notes_print_world(world, sizeof world);
    text_format(&text, "%c0%s", NOTE_WORLD, world);
    text_append_bytes(&text, "", 1);
    tables_each(TABLE_SEGMENTS, add_segment, &text);
    /* Without all of what was there before, nothing of a process can be told to be the run's. */
    if (notes >= 0 && !file_write_all(notes, text_string(&text), text.length)) {
        (void)!ftruncate(notes, 0);
    }
}

off_t notes_end(int notes)
{
    return notes < 0 ? 0 : lseek(notes, 0, SEEK_END);
}

void notes_forget(int notes, off_t end)
{
    if (notes >= 0) {
        (void)!ftruncate(notes, end);
    }
}
