/* Two files that are not there, and what a comparison makes of them. */
#include <stdint.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/stat.h>

int main(void)
{
    const char *one = "/no/such/left", *other = "/no/such/right";

    key_t a = ftok(one, 'X'), b = ftok(other, 'X');
    printf("the keys are %s: %d and %d\n", a == b ? "equal" : "different",
           a, b);

    struct stat left = {0}, right = {0};
    stat(one, &left);
    stat(other, &right);
    printf("the inodes are %s: %ju and %ju\n",
           left.st_ino == right.st_ino ? "equal" : "different",
           (uintmax_t)left.st_ino, (uintmax_t)right.st_ino);

    a = ftok("/", 'X');
    printf("one that is there, one that is not: keys %s\n",
           a == b ? "equal" : "different");
    return 0;
}
