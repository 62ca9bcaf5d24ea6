/* An object that another process replaces by a larger one while board_open runs. Natively. */
#ifndef REPLACED_H
#define REPLACED_H

struct actor;

void replaced_expect_opened(struct actor *process);

#endif
