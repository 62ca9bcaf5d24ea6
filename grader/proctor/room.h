/* The room in which an examination takes place: folders, sockets, the record channel. */
#ifndef WORKBOOK_PROCTOR_ROOM_H
#define WORKBOOK_PROCTOR_ROOM_H

#include "proctor/plan.h"

#include "base/error.h"

struct room {
    char *report_path;  /* FIFO */
    char *session_path; /* the zygote's socket */
    int report;         /* our end of the FIFO */
    int listener;       /* to be inherited by the zygote */
};

bool room_prepare(struct room *room, const struct plan *plan, struct error *err);
void room_finish(struct room *room);

#endif
