#include "pages/html.h"
#include "parsed_page.h"

#include <criterion/criterion.h>
#include <string.h>

Test(html, text_is_text)
{
    AUTO_TEXT struct text out = {0};
    html_append(&out, "a<b>&\"'\n\xff");
    html_append(&out, NULL);
    cr_assert_str_eq(text_string(&out), "a&lt;b&gt;&amp;&quot;&#39;\\n\\xff");
    text_clear(&out);
    html_append_lines(&out, "\ta\n\nb\rc\r\nd\r");
    html_append_lines(&out, NULL);
    cr_assert_str_eq(text_string(&out), "\ta<br/><br/>b\\x0dc<br/>d");
}

Test(html, a_page_of_hostile_text)
{
    AUTO_TEXT struct text out = {0};
    html_begin(&out, HOSTILE);
    html_append_element(&out, "p", HOSTILE);
    html_end(&out);
    AUTO(parsed_page_finish) struct parsed_page page;
    page_parse(&page, &out);
    cr_assert_str_eq(text_string(&page.headings), "1 " HOSTILE_SHOWN "\n");
    cr_assert_not_null(strstr(text_string(&out), "default-src 'none'"));
}
