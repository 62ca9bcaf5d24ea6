/* case: what the C library maps for a program that prints wide characters is nothing left behind
 * exercise: 03
 * replaces: segment_detach
 * options: --fast
 * exit: 0
 * within: 180
 * expect: status = pass
 */
#include <locale.h>
#include <stdio.h>
#include <wchar.h>

int segment_detach(const void *address)
{
    char text[32];
    setlocale(LC_ALL, "");
    snprintf(text, sizeof text, "%ls", L"d\u00e9tach\u00e9");
    return honest_segment_detach(address);
}
