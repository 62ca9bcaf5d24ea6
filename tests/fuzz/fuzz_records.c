/* The report of the hidden tests: it quotes what the student's code printed and named. */
#include "fuzz.h"

#include "stage/exam_records.h"

#include <string.h>

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
    examination_finish(&examination);
    free(text);
    return 0;
}
