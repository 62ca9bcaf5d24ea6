/* What a source says about its own lines: `#line 7 "other.c"`, and `# 7 "other.c"`, which the preprocessor leaves behind.
 *
 * The compiler believes it, and with it everything that names a line: errors, debug information, Valgrind. A learner
 * would be sent to a file that nobody has, and what asks which file an instruction comes from could be lied to. */
#ifndef WORKBOOK_STAGE_LINE_DIRECTIVES_H
#define WORKBOOK_STAGE_LINE_DIRECTIVES_H

#include <stddef.h>

/* Writes blanks over every such directive, so that all else stays at its line and column. Finds it as the compiler does
 * (ISO C 5.1.1.2): with comments, continued lines, digraphs and trigraphs in it. Line ends stay. */
void line_directives_blank(char *source, size_t length);

#endif
