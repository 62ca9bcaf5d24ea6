/* Text between the tags and in the attributes of XML and HTML. */
#ifndef WORKBOOK_REPORT_XML_TEXT_H
#define WORKBOOK_REPORT_XML_TEXT_H

#include "base/text.h"

/* One byte of a text that holds no character that XML cannot name; & < > and " become references, so that
 * it is no markup, nor the end of an attribute in double quotes. */
void xml_append_byte(struct text *out, char byte);

#endif
