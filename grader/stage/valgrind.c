#include "stage/valgrind.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

/* One <error> on its way in. */
struct reader {
    struct memory_findings found;
    struct text text; /* of the element that is open */
    bool in_error;
    bool in_counts;
    unsigned stacks;
    struct memory_finding error;
    bool placed; /* the error has its frame in the student's object */
    char *kind, *what;
    char *beside;        /* where the address lies: "0 bytes after a block of size 5 alloc'd" */
    unsigned block_line; /* the student's line that allocated that block; 0: unknown */
    char *fn, *dir, *file, *line, *obj; /* of the frame that is open */
    char *top_function;                 /* of the innermost frame */
    int pid;
    bool finished;  /* the last status was FINISHED */
    size_t errors;  /* that are no leaks, and were told */
    size_t counted; /* of those, by Valgrind itself, at the end */
    bool foreign;   /* something is in it that Valgrind never writes */
};

static bool ends_with(const char *text, const char *end)
{
    size_t length = text != NULL ? strlen(text) : 0;
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static void clear_error(struct reader *reader)
{
    memory_finding_finish(&reader->error);
    memory_set_string(&reader->what, NULL);
    memory_set_string(&reader->kind, NULL);
    memory_set_string(&reader->top_function, NULL);
    memory_set_string(&reader->beside, NULL);
    reader->block_line = 0;
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    (void)attributes;
    struct reader *reader = context;
    text_clear(&reader->text);
    if (strcmp(name, "error") == 0) {
        clear_error(reader); /* whoever forges a report may nest them */
        reader->in_error = true;
        reader->stacks = 0;
        reader->placed = false;
    } else if (strcmp(name, "errorcounts") == 0) {
        reader->in_counts = true; /* suppcounts has pairs too */
    } else if (strcmp(name, "stack") == 0) {
        reader->stacks++;
    } else if (strcmp(name, "frame") == 0) {
        memory_set_string(&reader->fn, NULL);
        memory_set_string(&reader->dir, NULL);
        memory_set_string(&reader->file, NULL);
        memory_set_string(&reader->line, NULL);
        memory_set_string(&reader->obj, NULL);
    }
}

static unsigned line_number(const struct reader *reader)
{
    return reader->line != NULL ? (unsigned)strtoul(reader->line, NULL, 10) : 0;
}

/* A function of the library's headers that is inlined into the student's (memcpy, when it is fortified) is a frame
 * of the student's object, at a line that he did not write; his own is the next. */
static bool is_of_a_header(const struct reader *reader)
{
    return reader->dir != NULL && strncmp(reader->dir, "/usr/", 5) == 0;
}

static void on_frame(struct reader *reader)
{
    const bool is_students = ends_with(reader->obj, "/student.so");
    if (is_students && is_of_a_header(reader)) {
        return;
    }
    if (is_students && reader->stacks == 2 && reader->block_line == 0) {
        reader->block_line = line_number(reader);
    }
    if (reader->stacks != 1 || reader->placed) {
        return;
    }
    if (!is_students) {
        if (reader->top_function == NULL && reader->fn != NULL) {
            memory_set_string(&reader->top_function, reader->fn);
        }
        return;
    }
    reader->placed = true;
    reader->error.function = memory_copy_string(reader->fn);
    reader->error.file = memory_copy_string(reader->file);
    reader->error.line = line_number(reader);
}

/* "1,024 bytes in 1 blocks are definitely lost in loss record 3 of 4": the counts differ from run
 * to run and from check to check; the line is what helps. */
static char *write_message(const struct reader *reader)
{
    const char *here = reader->placed ? " here" : "";
    if (reader->error.leak) {
        return memory_format("memory from the heap was allocated%s and never freed", here);
    }
    struct text message = {0};
    text_append(&message, reader->what);
    if (reader->top_function != NULL) {
        text_format(&message, ", in %s%s", reader->top_function,
                    reader->placed ? ", called here" : "");
    }
    if (reader->beside != NULL) {
        text_format(&message, ": %s", reader->beside);
        if (reader->block_line != 0) {
            text_format(&message, " at line %u", reader->block_line);
        }
    }
    return text_steal(&message);
}

/* "Address 0x4a5b0c5 is 0 bytes after a block of size 5 alloc'd": the address itself differs from
 * run to run. */
static void take_beside(struct reader *reader, const char *text)
{
    const char *place = strstr(text, " is ");
    if (reader->beside == NULL && strncmp(text, "Address 0x", 10) == 0 && place != NULL &&
        strstr(place, "0x") == NULL) {
        reader->beside = memory_copy_string(place + strlen(" is "));
    }
}

static bool is_leak(const struct reader *reader)
{
    return reader->kind != NULL && strncmp(reader->kind, "Leak_", 5) == 0;
}

/* IPC_SET reads the owner, the group and the mode (shmctl(2), semctl(2)). Valgrind wants the whole structure
 * to be initialised; that the three are right is for the checks of the behaviour to see. */
static bool is_mistaken(const struct reader *reader)
{
    static const char *const words[] = {
        "Syscall param shmctl(IPC_SET, arg.buf) points to uninitialised byte(s)",
        "Syscall param semctl(IPC_SET, arg.buf) points to uninitialised byte(s)",
    };
    return strcmp(reader->what, words[0]) == 0 || strcmp(reader->what, words[1]) == 0;
}

static void on_error_end(struct reader *reader)
{
    reader->in_error = false;
    reader->errors += !is_leak(reader);
    if (reader->what != NULL && !is_mistaken(reader)) {
        reader->error.leak = is_leak(reader);
        reader->error.message = write_message(reader);
        memory_findings_add(&reader->found, &reader->error);
    }
    clear_error(reader);
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    struct reader *reader = context;
    const char *text = text_string(&reader->text);
    if (strcmp(name, "kind") == 0 && reader->in_error) {
        memory_set_string(&reader->kind, text);
    } else if (strcmp(name, "what") == 0 || (strcmp(name, "text") == 0 && reader->what == NULL)) {
        memory_set_string(&reader->what, text);
    } else if (strcmp(name, "auxwhat") == 0 && reader->in_error) {
        take_beside(reader, text);
    } else if (strcmp(name, "fn") == 0) {
        memory_set_string(&reader->fn, text);
    } else if (strcmp(name, "dir") == 0) {
        memory_set_string(&reader->dir, text);
    } else if (strcmp(name, "file") == 0) {
        memory_set_string(&reader->file, text);
    } else if (strcmp(name, "line") == 0) {
        memory_set_string(&reader->line, text);
    } else if (strcmp(name, "obj") == 0) {
        memory_set_string(&reader->obj, text);
    } else if (strcmp(name, "frame") == 0) {
        on_frame(reader);
    } else if (strcmp(name, "error") == 0) {
        on_error_end(reader);
    } else if (strcmp(name, "pair") == 0) {
        reader->counted += reader->in_counts;
    } else if (strcmp(name, "errorcounts") == 0) {
        reader->in_counts = false;
    } else if (strcmp(name, "pid") == 0) {
        reader->pid = (int)strtol(text, NULL, 10);
    } else if (strcmp(name, "state") == 0) {
        reader->finished = strcmp(text, "FINISHED") == 0;
    }
    text_clear(&reader->text);
}

static void XMLCALL on_text(void *context, const XML_Char *bytes, int length)
{
    struct reader *reader = context;
    text_append_bytes(&reader->text, bytes, (size_t)length);
}

/* Whoever can add to a report could hide an error in these. Valgrind writes none of them. */
static void XMLCALL on_comment(void *context, const XML_Char *text)
{
    (void)text;
    ((struct reader *)context)->foreign = true;
}

static void XMLCALL on_instruction(void *context, const XML_Char *target, const XML_Char *text)
{
    (void)target;
    on_comment(context, text);
}

static void XMLCALL on_section(void *context)
{
    ((struct reader *)context)->foreign = true;
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal_subset)
{
    (void)system_id;
    (void)public_id;
    (void)has_internal_subset;
    on_comment(context, name);
}

static void finish_reader(struct reader *reader)
{
    clear_error(reader);
    free(reader->fn);
    free(reader->dir);
    free(reader->file);
    free(reader->line);
    free(reader->obj);
    text_finish(&reader->text);
}

bool valgrind_read(const char *xml, int pid, struct memory_findings *findings)
{
    struct reader reader = {0};
    XML_Parser parser = XML_ParserCreate(NULL);
    if (parser == NULL) {
        memory_give_up();
    }
    XML_SetUserData(parser, &reader);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetCommentHandler(parser, on_comment);
    XML_SetProcessingInstructionHandler(parser, on_instruction);
    XML_SetCdataSectionHandler(parser, on_section, on_section);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    bool whole = XML_Parse(parser, xml, (int)strlen(xml), XML_TRUE) == XML_STATUS_OK;
    XML_ParserFree(parser);
    /* Findings of a report that turns out not to be whole count too: an error is an error. */
    memory_findings_move(findings, &reader.found);
    finish_reader(&reader);
    /* What was counted and not told got lost on its way. */
    return whole && reader.finished && !reader.foreign && reader.counted <= reader.errors &&
           reader.pid == pid;
}
