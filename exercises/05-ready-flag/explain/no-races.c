/* A writer stores two things, a reader loads them. In how many ways can it
 * go, and what does the reader see? Every way is tried. */
#include <stdbool.h>
#include <stdio.h>

/* Where the reader's two looks fall among the two moments at which the
 * writer's stores come into sight. */
static void try_all(const char *how, bool may_swap)
{
    int seen[2][2] = {{0, 0}, {0, 0}};
    for (int swapped = 0; swapped <= may_swap; swapped++) {
        int goods_at = swapped ? 2 : 1;
        int sign_at = swapped ? 1 : 2;
        for (int first = 0; first <= 2; first++) {
            for (int second = first; second <= 2; second++) {
                seen[first >= sign_at][second >= goods_at]++;
            }
        }
    }
    printf("%s: sign and goods %d, no sign %d, sign alone %d\n", how,
           seen[1][1], seen[0][0] + seen[0][1], seen[1][0]);
}

int main(void)
{
    try_all("release, acquire", false);
    try_all("relaxed         ", true);
    return 0;
}
