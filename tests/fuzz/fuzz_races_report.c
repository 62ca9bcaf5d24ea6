/* The races checker's report: it comes from a process that holds the student's code. */
#include "fuzz.h"

#include "stage/races.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = fuzz_string(bytes, length);
    struct races_report report = {.state = RACES_BROKEN};
    races_read(&report, "work.c", text);
    FUZZ_REQUIRE(report.event_count <= RACES_EVENTS_MAX && report.role_count <= RACES_ROLES_MAX);
    /* A finding has all that is told of one. */
    if (report.state == RACES_FOUND) {
        FUZZ_REQUIRE(report.scenario != NULL && report.words != NULL && report.role_count > 0);
    }
    for (size_t i = 0; i < report.event_count; i++) {
        const struct races_event *event = &report.events[i];
        FUZZ_REQUIRE(event->role >= 1 && event->role <= RACES_ROLES_MAX && event->mark <= 2);
        FUZZ_REQUIRE(strlen(event->words) <= 300);
    }
    races_report_finish(&report);
    free(text);
    return 0;
}
