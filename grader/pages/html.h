/* The frame of a page, and text of any origin in it.
 *
 * A page is one file: its style is in it, it has no script, fetches nothing and forbids both (Content Security Policy,
 * https://www.w3.org/TR/CSP3/), so that markup that came through unescaped would still do nothing.
 */
#ifndef WORKBOOK_PAGES_HTML_H
#define WORKBOOK_PAGES_HTML_H

#include "base/text.h"

/* The title is text and becomes the page's <h1> too. */
void html_begin(struct text *out, const char *title);
void html_end(struct text *out);

/* Text as text: fit for the content of an element and for an attribute in double quotes. What would turn or hide
 * text, and what is no UTF-8, is written as an escape (base/utf8.h). NULL is nothing. */
void html_append(struct text *out, const char *string);

/* The same of text with lines: tabs stay, a newline, or a return and a newline, becomes <br/>. */
void html_append_lines(struct text *out, const char *string);

/* "<tag>text</tag>", with a newline behind it. */
void html_append_element(struct text *out, const char *tag, const char *string);

#endif
