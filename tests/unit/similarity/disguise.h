/* What somebody does to a source that is not his own. */
#ifndef WORKBOOK_TESTS_DISGUISE_H
#define WORKBOOK_TESTS_DISGUISE_H

/* Every variable, type and constant has another name, every number another value, the functions stand in the opposite
 * order, the lines break elsewhere, and there is no comment left. What comes out need not compile. Owned by the caller. */
char *disguise_make(const char *source);

#endif
