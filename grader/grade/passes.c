#include "grade/passes.h"

static void finish_pass(struct pass *pass)
{
    build_finish(&pass->build);
    examination_finish(&pass->examination);
}

void passes_finish(struct passes *passes)
{
    finish_pass(&passes->native);
    finish_pass(&passes->memory);
    races_report_finish(&passes->races.report);
    source_finish(&passes->source);
}
