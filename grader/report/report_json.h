/* The verdict for programs: one JSON document (RFC 8259) in the format of docs/verdict.schema.json.
 *
 * Every key is always there; what does not apply is null. Keys come in a fixed order, so that two
 * verdicts can be compared by diff; from run to run on one machine only durations differ. Bytes
 * that are no UTF-8 become U+FFFD.
 */
#ifndef WORKBOOK_REPORT_REPORT_JSON_H
#define WORKBOOK_REPORT_REPORT_JSON_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

enum { REPORT_JSON_FORMAT_VERSION = 1 };

/* `style` is not looked at: the signature is that of every report. */
void report_json_write(const struct verdict *verdict, const struct report_style *style,
                       struct text *out);

#endif
