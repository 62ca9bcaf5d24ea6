/* Each format of the sample verdict is as stored in tests/formats/golden; the report for people, and so that for
 * Autolab, is tested elsewhere. When one changes for the better, look at what this test leaves in the build folder, and
 * put that in its place. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "report/format.h"
#include "sample_verdict.h"

enum { GOLDEN_BYTES_MAX = 1024 * 1024 };

static void expect_golden(const char *format, const char *name)
{
    static const struct report_style style = {.utf8 = true};
    struct verdict *verdict = sample_verdict_create();
    AUTO_TEXT struct text out = {0};
    report_format_find(format)->write(verdict, &style, &out);
    verdict_destroy(verdict);

    AUTO_FREE char *golden = memory_format("%s/golden/%s", FORMATS, name);
    AUTO_FREE char *written = memory_format("%s/%s", GOLDEN_WRITTEN, name);
    AUTO_FREE char *wanted = NULL;
    struct error err;
    bool stored = file_read(golden, GOLDEN_BYTES_MAX, &wanted, NULL, &err);
    if (!stored || strcmp(wanted, text_string(&out)) != 0) {
        cr_assert(file_write_atomic(written, text_string(&out), out.length, &err), "%s",
                  err.message);
        cr_assert_fail("diff %s %s", golden, written);
    }
}

Test(golden, junit)
{
    expect_golden("junit", "junit.xml");
}

Test(golden, tap)
{
    expect_golden("tap", "sample.tap");
}

Test(golden, gradescope)
{
    expect_golden("gradescope", "gradescope.json");
}

Test(golden, github)
{
    expect_golden("github", "github.txt");
}

Test(golden, classroom)
{
    expect_golden("classroom", "classroom.json");
}
