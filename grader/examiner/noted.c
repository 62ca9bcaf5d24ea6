#include "examiner/noted.h"

#include "examiner/place.h"
#include "examiner/session.h"
#include "protocol/environment.h"
#include "remains/notes.h"

#include <unistd.h>

void noted_begin(struct session *session)
{
    session->notes = session->reduced ? notes_open(place_get(RUN_VARIABLE)) : -1;
    session->notes_before = notes_end(session->notes);
    noted_add_process(getpid());
}

void noted_end(struct session *session)
{
    notes_forget(session->notes, session->notes_before);
}

void noted_add_process(pid_t pid)
{
    notes_add_number(session_current()->notes, NOTE_PROCESS, (uint64_t)pid);
}

void noted_add_key(key_t key)
{
    notes_add_number(session_current()->notes, NOTE_KEY, (uint32_t)key);
}

void noted_add_name(const char *name)
{
    notes_add_name(session_current()->notes, NOTE_NAME, 0, name);
}

static void add_object(const struct object_entry *entry)
{
    int notes = session_current()->notes;
    switch (entry->kind) {
    case OBJECT_SHM:
        notes_add_number(notes, NOTE_SEGMENT, entry->id);
        break;
    case OBJECT_SEM:
        notes_add_number(notes, NOTE_SET, entry->id);
        break;
    case OBJECT_MSG:
        notes_add_number(notes, NOTE_MESSAGES, entry->id);
        break;
    case OBJECT_NAME:
        notes_add_name(notes, NOTE_NAME, entry->inode, entry->name);
        break;
    case OBJECT_QUEUE:
        notes_add_name(notes, NOTE_QUEUE, entry->inode, entry->name);
        break;
    case OBJECT_CHILD:
        noted_add_process((pid_t)entry->id);
        break;
    case OBJECT_FILE:
    case OBJECT_DESCRIPTOR:
    case OBJECT_ATTACHMENT:
    case OBJECT_MAPPING:
    case OBJECT_MEMORY:
    case OBJECT_STATE:
    case OBJECT_THREAD:
        break;
    }
}

void noted_own(const struct object_entry *entry)
{
    objects_keep(&session_current()->ours, entry);
    add_object(entry);
}
