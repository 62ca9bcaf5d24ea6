/* A struct in the debug information of an object, as JSON: {"name", "size", "fields": …}, with fields as
 * fields/members.h tells them. */
#ifndef WORKBOOK_FIELDS_STRUCTURE_H
#define WORKBOOK_FIELDS_STRUCTURE_H

#include <jansson.h>

/* Of the object that the descriptor has open. JSON's null when there is no such struct, or no debug information; owned by
 * the caller. */
json_t *structure_describe_in(int object, const char *wanted);

#endif
