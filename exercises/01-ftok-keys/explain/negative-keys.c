/* Four projects: which keys are negative, and which are failures? */
#include <stdio.h>
#include <sys/ipc.h>

int main(void)
{
    const int projects[] = {1, 127, 128, 255};
    for (int i = 0; i < 4; i++) {
        key_t key = ftok("/", projects[i]);
        printf("project %3d: %s, %s\n", projects[i],
               key < 0 ? "below 0" : "above 0",
               key == -1 ? "a failure" : "a key");
    }
    key_t key = ftok("/no/such/file", 1);
    printf("no file:     %s, %s\n", key < 0 ? "below 0" : "above 0",
           key == -1 ? "a failure" : "a key");
    return 0;
}
