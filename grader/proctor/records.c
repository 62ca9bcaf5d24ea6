#include "proctor/records.h"

#include "base/cleanup.h"
#include "base/file.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void emit(json_t *record)
{
    AUTO_FREE char *line = json_dumps(record, JSON_COMPACT | JSON_ENSURE_ASCII);
    json_decref(record);
    if (line != NULL) {
        size_t length = strlen(line);
        line[length] = '\n'; /* instead of the terminator */
        file_write_all(STDOUT_FILENO, line, length + 1);
    }
}

/* Bytes of any origin as a JSON string: what is not ASCII becomes '?', NUL ends it. */
static json_t *plain_text(const char *bytes, size_t length)
{
    AUTO_FREE char *copy = malloc(length + 1);
    if (copy == NULL) {
        return json_null();
    }
    for (size_t i = 0; i < length; i++) {
        copy[i] = (unsigned char)bytes[i] < 0x80 ? bytes[i] : '?';
    }
    copy[length] = '\0';
    return json_string(copy);
}

void records_error(const char *message)
{
    emit(json_pack("{s:s, s:o}", "record", "error", "message",
                   plain_text(message, strlen(message))));
}

void records_tests_ended(int status, const char *output)
{
    emit(json_pack("{s:s, s:i, s:o}", "record", "tests", "status", status, "output",
                   plain_text(output, strlen(output))));
}

void records_zygote_ended(int status)
{
    emit(json_pack("{s:s, s:i}", "record", "zygote", "status", status));
}

void records_student_output(const char *bytes, size_t length, bool cut, uint64_t all)
{
    emit(json_pack("{s:s, s:o, s:b, s:I}", "record", "output", "text", plain_text(bytes, length),
                   "cut", cut, "bytes", (json_int_t)all));
}

void records_valgrind_report(pid_t pid, const char *xml)
{
    emit(json_pack("{s:s, s:i, s:o}", "record", "valgrind", "pid", (int)pid, "xml",
                   plain_text(xml, strlen(xml))));
}

void records_delays(uint64_t calls, uint64_t delayed)
{
    emit(json_pack("{s:s, s:I, s:I}", "record", "delays", "calls", (json_int_t)calls, "delayed",
                   (json_int_t)delayed));
}

void records_done(void)
{
    emit(json_pack("{s:s}", "record", "done"));
}
