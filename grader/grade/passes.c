#include "grade/passes.h"

#include "stage/tool.h"

static void finish_pass(struct pass *pass)
{
    build_finish(&pass->build);
    examination_finish(&pass->examination);
}

void passes_finish(struct passes *passes)
{
    finish_pass(&passes->native);
    finish_pass(&passes->memory);
    tool_close(passes->lines_tool);
    races_report_finish(&passes->races.report);
    source_finish(&passes->source);
}
