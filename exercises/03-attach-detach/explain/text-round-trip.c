/* A short text over a longer one, with its terminator and without. */
#include <stdio.h>
#include <string.h>

int main(void)
{
    char box[20] = ""; /* zeros, like a new segment */

    memcpy(box, "wait", strlen("wait"));
    printf("into zeros, without:    \"%s\"\n", box);

    memcpy(box, "good morning", strlen("good morning") + 1);
    memcpy(box, "wait", strlen("wait"));
    printf("over another, without:  \"%s\"\n", box);

    memcpy(box, "good morning", strlen("good morning") + 1);
    memcpy(box, "wait", strlen("wait") + 1);
    printf("over another, with it:  \"%s\"\n", box);

    printf("strlen is %zu, and strlen + 1 bytes were copied\n",
           strlen(box));
    return 0;
}
