#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

static char root[64];

static const char manifest[] =
    "number = %u;\n"
    "name = \"%s\";\n"
    "title = \"A title\";\n"
    "goal = \"A goal.\";\n"
    "source = \"work.c\";\n"
    "header = \"work.h\";\n"
    "functions = [ \"work_begin\", \"work_end\" ];\n"
    "requires = [ ];\n"
    "weight = 10;\n"
    "limits: { wall_ms = 20000; cpu_ms = 10000; memory_kib = 262144; shared_kib = 65536;\n"
    "    processes = 64; descriptors = 64; output_kib = 64; };\n"
    "hints = ( \"What is it?\", \"Read the page.\", \"Do this, \"\n"
    "          \"then that.\" );\n"
    "checks = (\n"
    "    { id = \"begins\"; stage = \"behaviour\"; weight = 3; title = \"begins\";"
    " explain = \"E1.\"; },\n"
    "    { id = \"ends\"; stage = \"behaviour\"; weight = 2; title = \"ends\";"
    " explain = \"E2.\"; },\n"
    "    { id = \"valgrind-clean\"; stage = \"memory\"; weight = 1; title = \"is clean\";\n"
    "      explain = \"E3.\"; } );\n";

const char *fixture_make(void)
{
    strcpy(root, "/tmp/workbook-test-root-XXXXXX");
    cr_assert_not_null(mkdtemp(root));
    AUTO_FREE char *exercises = memory_format("%s/exercises", root);
    cr_assert_eq(mkdir(exercises, 0777), 0);
    cr_assert_eq(setenv("WORKBOOK_ROOT", root, 1), 0);
    AUTO_FREE char *state = memory_format("%s/state", root);
    cr_assert_eq(setenv("WORKBOOK_STATE", state, 1), 0);
    return root;
}

void fixture_remove(void)
{
    AUTO_FREE char *command = memory_format("rm -rf '%s'", root);
    cr_assert_eq(system(command), 0);
}

void fixture_write(const char *path, const char *contents)
{
    AUTO_FREE char *file = memory_format("%s/%s", root, path);
    for (char *slash = file + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        (void)mkdir(file, 0777);
        *slash = '/';
    }
    struct error err;
    cr_assert(file_write_atomic(file, contents, strlen(contents), &err), "%s", err.message);
}

/* `text` with the first `old` replaced; owned by the caller. */
static char *replaced(const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);
    cr_assert_not_null(at, "the fixture's manifest holds no '%s'", old);
    return memory_format("%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

void fixture_add_exercise(unsigned number, const char *name, const char *old, const char *new)
{
    AUTO_TEXT struct text text = {0};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    text_format(&text, manifest, number, name);
#pragma GCC diagnostic pop
    AUTO_FREE char *contents =
        old != NULL ? replaced(text_string(&text), old, new) : text_steal(&text);
    AUTO_FREE char *cfg = memory_format("exercises/%02u-%s/exercise.cfg", number, name);
    fixture_write(cfg, contents);
    AUTO_FREE char *stub = memory_format("exercises/%02u-%s/work.c", number, name);
    fixture_write(stub, "/* TODO: begin */\n/* TODO: end */\n");
}
