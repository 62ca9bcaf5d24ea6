#include "pages/html.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "report/xml_text.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--faint:#595959;--line:#c8c8c8;"
    "--good:#14662b;--bad:#a3121c;--warn:#7a4b00;--note:#f4f1e4;--look:#e8eef8}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#16181b;--faint:#b3b3b3;"
    "--line:#55595e;--good:#7ed492;--bad:#ff9c9c;--warn:#f0c26b;--note:#2b2a22;--look:#202b3a}}\n"
    "body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);"
    "max-width:72rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}"
    ".number,th[scope=col]{overflow-wrap:normal}\n"
    "h1{font-size:1.7rem}h2{font-size:1.3rem;border-top:1px solid var(--line);padding-top:1rem;"
    "margin-top:2rem}h3{font-size:1.05rem;margin-bottom:.2rem}\n"
    "a{color:inherit}.faint{color:var(--faint)}.good{color:var(--good)}.bad{color:var(--bad)}"
    ".warn{color:var(--warn)}\n"
    "table{border-collapse:collapse;margin:.5rem 0}th,td{text-align:left;padding:.2rem .7rem;"
    "border-bottom:1px solid var(--line);vertical-align:top}.number{text-align:right}\n"
    "caption{text-align:left;color:var(--faint)}\n"
    "dl{display:grid;grid-template-columns:9rem 1fr;gap:.1rem 1rem;margin:.3rem 0 1rem}"
    "dt{color:var(--faint)}dd{margin:0}\n"
    "code,pre,.source{font-family:ui-monospace,monospace;font-size:.875rem}\n"
    ".source{width:100%;line-height:1.35}.source td{border:0;padding:0 .6rem}"
    ".source td.line{color:var(--faint);text-align:right;user-select:none;width:3rem}"
    ".source td.code{white-space:pre-wrap;overflow-wrap:anywhere}"
    ".source tr.found td{background:var(--note)}.source tr.same td{background:var(--look)}"
    ".source .said{font-family:system-ui,sans-serif;white-space:normal;border-left:.25rem solid "
    "var(--bad);padding-left:.6rem;margin:.1rem 0 .3rem}\n"
    ".sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.sides>div{min-width:0}\n"
    ".schedule tr.found td{background:var(--note)}.schedule td{min-width:14rem}\n"
    "svg{max-width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,sans-serif}\n"
    "@media(max-width:40rem){body{padding:.6rem}th,td{padding:.2rem .3rem}table{font-size:.8125rem}"
    "dl,.sides{grid-template-columns:1fr}dt{margin-top:.3rem}.schedule td{min-width:0}}\n"
    "@media print{body{max-width:none;padding:0;font-size:10pt}h2,h3{break-after:avoid}"
    "dl,svg,tr{break-inside:avoid}:root{--ink:#000;--paper:#fff;--faint:#444;--line:#999;"
    "--good:#000;--bad:#000;--warn:#000;--note:#eee;--look:#eee}}\n";

void html_begin(struct text *out, const char *title)
{
    text_append(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'\"/>\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    html_append_element(out, "title", title);
    text_append(out, "<style>\n");
    text_append(out, style);
    text_append(out, "</style>\n</head>\n<body>\n<main>\n");
    html_append_element(out, "h1", title);
}

void html_end(struct text *out)
{
    text_append(out, "</main>\n</body>\n</html>\n");
}

static void append_markup(struct text *out, char byte)
{
    if (byte == '\'') {
        text_append(out, "&#39;");
    } else {
        xml_append_byte(out, byte);
    }
}

static void append_harmless(struct text *out, const char *bytes, size_t length)
{
    AUTO_TEXT struct text printable = {0};
    utf8_append_printable(&printable, bytes, length, true);
    for (size_t i = 0; i < printable.length; i++) {
        append_markup(out, printable.bytes[i]);
    }
}

void html_append(struct text *out, const char *string)
{
    if (string != NULL) {
        append_harmless(out, string, strlen(string));
    }
}

void html_append_lines(struct text *out, const char *string)
{
    for (const char *at = string; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, "\t\n");
        bool returns = at[length] != '\t' && length > 0 && at[length - 1] == '\r';
        append_harmless(out, at, length - returns);
        at += length;
        if (*at == '\t' || *at == '\n') {
            text_append(out, *at == '\t' ? "\t" : "<br/>");
            at++;
        }
    }
}

void html_append_element(struct text *out, const char *tag, const char *string)
{
    text_format(out, "<%s>", tag);
    html_append(out, string);
    text_format(out, "</%s>\n", tag);
}
