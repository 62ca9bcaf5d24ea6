#include "scaffold/template.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

static const struct template_value values[] = {{"NN", "08"}, {"STEM", "message_board"}};
static struct error err;

static void expect(const char *text, const char *expected)
{
    AUTO_FREE char *result = template_substitute(text, values, 2, &err);
    cr_assert_str_eq(result, expected);
}

Test(template, replaces_keys)
{
    expect("", "");
    expect("@NN@: @STEM@_put, @STEM@.c", "08: message_board_put, message_board.c");
    expect("@NN@@NN@", "0808");
}

Test(template, leaves_other_signs_alone)
{
    expect("a@b.org @ @@ @nn@ @NN", "a@b.org @ @@ @nn@ @NN");
    expect("@@NN@@", "@08@");
}

Test(template, refuses_a_key_without_value)
{
    cr_assert_null(template_substitute("x @NAME@ y", values, 2, &err));
    cr_assert_not_null(strstr(err.message, "@NAME@"), "%s", err.message);
}

Test(template, renders_a_folder)
{
    AUTO_FREE char *text = NULL;
    const char *root = fixture_make();
    AUTO_FREE char *from = memory_format("%s/from", root);
    AUTO_FREE char *to = memory_format("%s/to", root);
    AUTO_FREE char *rendered = memory_format("%s/to/deep/message_board.c", root);
    AUTO_FREE char *other = memory_format("%s/to/notes~", root);
    fixture_write("from/deep/@STEM@.c.in", "n = @NN@;\n");
    fixture_write("from/notes~", "@NO@");
    cr_assert(template_render(from, to, values, 2, &err), "%s", err.message);
    cr_assert(file_read(rendered, 100, &text, NULL, &err), "%s", err.message);
    cr_assert_str_eq(text, "n = 08;\n");
    cr_assert_neq(access(other, F_OK), 0);
    cr_assert_not(template_render(from, to, values, 2, &err), "it is there already");
    fixture_remove();
}
