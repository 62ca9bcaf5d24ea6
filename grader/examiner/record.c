#include "examiner/record.h"

#include "base/file.h"
#include "examiner/place.h"
#include "examiner/session.h"
#include "protocol/environment.h"
#include "protocol/wire.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int record_open(void)
{
    int fd = open(place_get(REPORT_VARIABLE), O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        perror("cannot open the report");
        exit(3);
    }
    return fd;
}

void record_emit(json_t *record)
{
    char *line = json_dumps(record, JSON_COMPACT | JSON_ENSURE_ASCII);
    json_decref(record);
    if (line == NULL) {
        return;
    }
    size_t length = strlen(line);
    line[length] = '\n'; /* instead of the terminator */
    pthread_mutex_lock(&session_current()->report_lock);
    /* The tick of a tracer (leash.h) may come while a full FIFO is waited for. When it fails the grader has gone: so will
     * this process. */
    (void)file_write_all(session_current()->report, line, length + 1);
    pthread_mutex_unlock(&session_current()->report_lock);
    free(line);
}

/* Text of the student's may hold any bytes; JSON wants UTF-8. */
json_t *record_text(const char *bytes)
{
    if (bytes == NULL) {
        return json_null();
    }
    json_t *value = json_string(bytes);
    if (value != NULL) {
        return value;
    }
    char *clean = strdup(bytes);
    if (clean == NULL) {
        return json_null();
    }
    for (char *c = clean; *c != '\0'; c++) {
        if ((unsigned char)*c >= 0x80) {
            *c = '?';
        }
    }
    value = json_string(clean);
    free(clean);
    return value;
}

void record_begin(const char *check)
{
    record_emit(json_pack("{s:s, s:s}", "record", "begin", "check", check));
}

static json_t *frames_of(const struct wire_reply *crash)
{
    json_t *frames = json_array();
    for (uint32_t i = 0; crash != NULL && i < crash->frame_count && i < WIRE_FRAMES_MAX; i++) {
        json_array_append_new(frames, json_integer((json_int_t)crash->frames[i]));
    }
    return frames;
}

/* Where each function is, by what it told when it came back. */
static json_t *functions_met(void)
{
    const struct session *session = session_current();
    json_t *functions = json_object();
    for (unsigned i = 0; i < session->met_count; i++) {
        json_object_set_new(functions, session->met[i].function->name,
                            json_integer((json_int_t)session->met[i].offset));
    }
    return functions;
}

void record_end(const char *check, const struct finding *finding, uint64_t duration_ns)
{
    record_emit(json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:o, s:I}", "record", "end", "check",
        check, "status", finding->status, "did", record_text(finding->did), "expected",
        record_text(finding->expected), "observed", record_text(finding->observed), "look",
        record_text(finding->look), "name", record_text(finding->function), "function",
        (json_int_t)finding->function_offset, "functions", functions_met(), "frames",
        frames_of(finding->crash), "duration_ns", (json_int_t)duration_ns));
}

void record_leak(const char *kind, const struct object_entry *entry, const char *call,
                 uint64_t offset)
{
    char id[sizeof entry->name];
    switch (entry->kind) {
    case OBJECT_NAME:
    case OBJECT_FILE:
    case OBJECT_QUEUE:
    case OBJECT_STATE:
    case OBJECT_THREAD:
    case OBJECT_CHILD:
        snprintf(id, sizeof id, "%s", entry->name);
        break;
    case OBJECT_ATTACHMENT:
    case OBJECT_MAPPING:
    case OBJECT_MEMORY:
        snprintf(id, sizeof id, "%s", entry->name[0] != '\0' ? entry->name : "anonymous");
        break;
    default:
        snprintf(id, sizeof id, "%llu", (unsigned long long)entry->id);
    }
    record_emit(json_pack("{s:s, s:s, s:s, s:o, s:I, s:o, s:I}", "record", "leak", "check",
                          session_current()->check, "kind", kind, "id", record_text(id), "bytes",
                          (json_int_t)entry->bytes, "call", record_text(call), "offset",
                          (json_int_t)offset));
}

void record_actor(pid_t pid, const char *check, bool killed)
{
    record_emit(json_pack("{s:s, s:s, s:i, s:b}", "record", "actor", "check", check, "pid",
                          (int)pid, "killed", killed));
}

void record_print(uint64_t offset)
{
    record_emit(json_pack("{s:s, s:I}", "record", "print", "offset", (json_int_t)offset));
}
