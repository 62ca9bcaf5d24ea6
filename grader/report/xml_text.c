#include "report/xml_text.h"

void xml_append_byte(struct text *out, char byte)
{
    switch (byte) {
    case '&':
        text_append(out, "&amp;");
        break;
    case '<':
        text_append(out, "&lt;");
        break;
    case '>':
        text_append(out, "&gt;");
        break;
    case '"':
        text_append(out, "&quot;");
        break;
    default:
        text_append_bytes(out, &byte, 1);
    }
}
