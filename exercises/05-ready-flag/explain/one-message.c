/* Memory that was used before holds what was left in it. */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct scoreboard {
    int goals;
    char team[16];
};

/* A visitor maps the board, shows it, adds a goal, and leaves. */
static void visit(int fd, const char *when, int sets_everything)
{
    struct scoreboard *board = mmap(
        NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (board == MAP_FAILED) {
        err(1, "mmap");
    }
    if (sets_everything) {
        memset(board, 0, sizeof *board);
    }
    printf("%s: %d goals, team \"%s\"\n", when, board->goals, board->team);
    board->goals++;
    strcpy(board->team, "reds");
    munmap(board, sizeof *board);
}

int main(void)
{
    int fd = memfd_create("scoreboard", 0);
    if (fd == -1 || ftruncate(fd, sizeof(struct scoreboard)) == -1) {
        err(1, "memfd_create");
    }
    visit(fd, "fresh memory    ", 0);
    visit(fd, "used memory     ", 0);
    visit(fd, "every field set ", 1);
    close(fd);
    return 0;
}
