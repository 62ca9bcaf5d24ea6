/* A page as a parser sees it. The pages are written so that they are XML too (void elements end in "/>"), and a parser
 * that forgives nothing can say what came through. */
#ifndef WORKBOOK_TESTS_PARSED_PAGE_H
#define WORKBOOK_TESTS_PARSED_PAGE_H

#include "base/text.h"

/* What strangers put into names, sources and messages. */
#define HOSTILE                                                                                    \
    "<script>alert(1)</script>\"' onload='x' &lt;</td></table>]]><!--\033[2J\xff\xe2\x80\xae"
/* The beginning of it as a page's text. */
#define HOSTILE_SHOWN                                                                              \
    "<script>alert(1)</script>\"' onload='x' &lt;</td></table>]]><!--\\x1b[2J\\xff\\u{202e}"

struct parsed_page {
    struct text content;  /* all text, that of <style> left out */
    struct text headings; /* "1 The class\n2 Marks\n" */
    size_t elements;
};

/* Fails the test unless the page is well-formed, has only elements and attributes that our pages are made of (no
 * script, no handler, no address but those within the page, each of which leads somewhere), no id twice, and headings that
 * leave no level out. */
void page_parse(struct parsed_page *page, const struct text *html);
void parsed_page_finish(struct parsed_page *page);

/* The text, which is there. */
void page_expect(const struct parsed_page *page, const char *words);

#endif
