/* A verdict's document from another machine, as gradebooks and reports read it. */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "gradebook/verdict_summary.h"
#include "report/report_json.h"
#include "report/report_json_read.h"

/* What was read is written as what can be read again, and as the same. */
static void require_round_trip(const struct verdict *verdict)
{
    AUTO_TEXT struct text once = {0}, twice = {0};
    struct verdict *again = NULL;
    struct error err = {0};
    report_json_write(verdict, NULL, &once);
    FUZZ_REQUIRE(report_json_read(text_string(&once), &again, &err));
    report_json_write(again, NULL, &twice);
    FUZZ_REQUIRE(strcmp(text_string(&once), text_string(&twice)) == 0);
    verdict_destroy(again);
}

static void require_summary(const char *json)
{
    AUTO_VERDICT_SUMMARY struct verdict_summary summary = {0};
    AUTO_FREE char *compact = NULL;
    struct error err = {0};
    if (!verdict_summary_read(&summary, json, &compact, &err)) {
        FUZZ_REQUIRE(strlen(err.message) > 0 && summary.exercise_count == 0);
        return;
    }
    FUZZ_REQUIRE(compact != NULL && strchr(compact, '\n') == NULL);
    for (size_t i = 0; i < summary.exercise_count; i++) {
        FUZZ_REQUIRE(summary.exercises[i].name != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_FREE char *json = fuzz_string(bytes, length);
    struct verdict *verdict = NULL;
    struct error err = {0};
    if (report_json_read(json, &verdict, &err)) {
        require_round_trip(verdict);
        verdict_destroy(verdict);
    } else {
        FUZZ_REQUIRE(strlen(err.message) > 0);
    }
    require_summary(json);
    return 0;
}
