/* What libconfig reads otherwise than it is written, found in the text before it reads it. Each gives the line; 0: there is
 * none. */
#ifndef WORKBOOK_MODEL_MANIFEST_SCAN_H
#define WORKBOOK_MODEL_MANIFEST_SCAN_H

/* A line that includes another file: libconfig would read that where it is a folder or a device, too. */
int manifest_scan_include(const char *text);

/* A number above INT_MAX: some versions of libconfig take its low 32 bits. */
int manifest_scan_large_number(const char *text);

#endif
