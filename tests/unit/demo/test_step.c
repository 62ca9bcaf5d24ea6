#include <criterion/criterion.h>
#include <string.h>

#include "base/memory.h"
#include "demo/demo_step.h"

Test(step, survives_the_way_to_the_grader)
{
    AUTO_DEMO_STEP struct demo_step told = {.speaker = DEMO_READER};
    told.line = memory_copy_string("it says: \"hm\"\n\033[31m");
    told.states[DEMO_WRITER] = memory_copy_string("ready to go on");
    told.states[DEMO_READER] = memory_copy_string("sleeps in futex(2)");
    demo_step_add_row(&told, "segment", "key 0x57010a2b");
    demo_step_add_row(&told, "  holds", "00000000");
    AUTO_FREE char *json = demo_step_encode(&told);
    cr_assert_null(strchr(json, '\n'), "one line: %s", json);

    AUTO_DEMO_STEP struct demo_step heard = {0};
    struct error err;
    cr_assert_eq(demo_step_decode(json, &heard, &err), DEMO_RECORD_STEP);
    cr_assert_eq(heard.speaker, DEMO_READER);
    cr_assert_str_eq(heard.line, told.line);
    cr_assert_str_eq(heard.states[DEMO_READER], "sleeps in futex(2)");
    cr_assert_eq(heard.row_count, 2);
    cr_assert_str_eq(heard.rows[1].what, "  holds");
    cr_assert_str_eq(heard.rows[0].text, "key 0x57010a2b");
}

Test(step, the_other_records)
{
    AUTO_DEMO_STEP struct demo_step step = {0};
    struct error err;
    cr_assert_eq(demo_step_decode("{\"end\": true}", &step, &err), DEMO_RECORD_END);
    cr_assert_eq(demo_step_decode("{\"trouble\": \"no gcc\"}", &step, &err), DEMO_RECORD_BROKEN);
    cr_assert_str_eq(err.message, "no gcc");
}

Test(step, what_is_no_record_is_trouble)
{
    static const char *const lines[] = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"end\": false}",
        "{\"speaker\": \"writer\"}",
        "{\"speaker\": \"cat\", \"line\": \"\", \"states\": [\"\", \"\"], \"rows\": []}",
        "{\"speaker\": \"you\", \"line\": \"\", \"states\": [\"\"], \"rows\": []}",
        "{\"speaker\": \"you\", \"line\": \"\", \"states\": [\"\", \"\"], \"rows\": {}}",
        "{\"speaker\": \"you\", \"line\": \"\", \"states\": [\"\", \"\"], \"rows\": [[\"a\"]]}",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        AUTO_DEMO_STEP struct demo_step step = {0};
        struct error err = {0};
        cr_assert_eq(demo_step_decode(lines[i], &step, &err), DEMO_RECORD_BROKEN, "%s", lines[i]);
        cr_assert_neq(err.message[0], '\0', "%s", lines[i]);
    }
}
