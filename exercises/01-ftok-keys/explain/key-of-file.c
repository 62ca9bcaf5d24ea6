/* Two processes spell the path of one file differently, and make a key. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/wait.h>
#include <unistd.h>

/* A checksum of the letters: what a name is, not what it leads to. */
static unsigned sum_letters(const char *path)
{
    unsigned sum = 5381;
    while (*path != '\0') {
        sum = sum * 33 + (unsigned char)*path++;
    }
    return sum;
}

struct keys {
    key_t by_ftok;
    unsigned by_letters;
};

static struct keys make_keys(const char *path)
{
    return (struct keys){ftok(path, 'K'), sum_letters(path)};
}

int main(void)
{
    char folder[] = "/tmp/keys-XXXXXX";
    int answers[2];
    if (mkdtemp(folder) == NULL || pipe(answers) != 0) {
        perror("no folder");
        return 1;
    }
    if (fork() == 0) { /* the other process, which is in that folder */
        struct keys keys = {0};
        if (chdir(folder) == 0) {
            keys = make_keys(".");
        }
        _exit(write(answers[1], &keys, sizeof keys) == sizeof keys ? 0 : 1);
    }
    struct keys ours = make_keys(folder), theirs = {0};
    if (read(answers[0], &theirs, sizeof theirs) != sizeof theirs) {
        perror("no answer");
    }
    printf("by ftok:    %s\n",
           ours.by_ftok == theirs.by_ftok ? "one key" : "two keys");
    printf("by letters: %s\n",
           ours.by_letters == theirs.by_letters ? "one key" : "two keys");
    wait(NULL);
    rmdir(folder);
    return 0;
}
