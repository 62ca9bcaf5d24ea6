/* The report of the hidden tests: it quotes what the student's code printed and named. */
#include "fuzz.h"

#include "report/timeline_json.h"
#include "report/timeline_text.h"
#include "stage/exam_records.h"

#include <string.h>

/* Who draws a timeline relies on this. */
static void require_whole(const struct timeline *timeline)
{
    int actors = (int)timeline->actor_count;
    for (size_t i = 0; i < timeline->event_count; i++) {
        FUZZ_REQUIRE(timeline->events[i].actor >= TIMELINE_NOBODY);
        FUZZ_REQUIRE(timeline->events[i].actor < actors);
        FUZZ_REQUIRE(i == 0 || timeline->events[i].time_ns >= timeline->events[i - 1].time_ns);
    }
    for (size_t i = 0; i < timeline->snapshot_count; i++) {
        FUZZ_REQUIRE(timeline->snapshots[i].event < timeline->event_count);
        for (size_t k = 0; k < timeline->snapshots[i].object_count; k++) {
            FUZZ_REQUIRE(timeline->snapshots[i].objects[k].byte_count <= TIMELINE_BYTES_MAX);
            FUZZ_REQUIRE(timeline->snapshots[i].objects[k].creator < actors);
        }
    }
    AUTO_TEXT struct text picture = {0};
    const struct timeline_text_about about = {.exercise = "01-x", .title = "x"};
    timeline_text_write(timeline, &about, &(struct report_style){.columns = 80}, &picture);
    FUZZ_REQUIRE(fuzz_is_printable(text_string(&picture)));
    text_clear(&picture);
    timeline_json_write(timeline, "01-x", &picture);
    FUZZ_REQUIRE(fuzz_is_printable(text_string(&picture)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = fuzz_string(bytes, length);
    struct examination examination = {0};
    struct error err = {0};
    char *rest = NULL;
    bool taken = true;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL && taken;
         line = strtok_r(NULL, "\n", &rest)) {
        taken = exam_records_take(&examination, line, &err);
    }
    FUZZ_REQUIRE(taken || err.message[0] != '\0');
    for (size_t i = 0; i < examination.check_count; i++) {
        FUZZ_REQUIRE(examination.checks[i].id != NULL && examination.checks[i].status != NULL);
        FUZZ_REQUIRE(examination.checks[i].frame_count <= EXAMINATION_FRAMES_MAX);
    }
    for (size_t i = 0; i < examination.leak_count; i++) {
        FUZZ_REQUIRE(examination.leaks[i].kind != NULL && examination.leaks[i].check != NULL);
    }
    for (size_t i = 0; i < examination.report_count; i++) {
        FUZZ_REQUIRE(examination.reports[i].xml != NULL);
    }
    require_whole(&examination.timeline);
    examination_finish(&examination);
    free(text);
    return 0;
}
