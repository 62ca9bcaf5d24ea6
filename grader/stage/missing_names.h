/* A function of the contract that the linker has not found: is there another one in the file that was meant? */
#ifndef WORKBOOK_STAGE_MISSING_NAMES_H
#define WORKBOOK_STAGE_MISSING_NAMES_H

#include "model/manifest.h"

/* What in the source explains that there is no function of this name: "it has segment_privat". Words that go on behind a
 * comma; owned by the caller, NULL when nothing does. */
char *missing_names_explain(const struct manifest *manifest, const char *source, const char *name);

#endif
