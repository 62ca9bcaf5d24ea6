/* A class: every student of a gradebook with his mark, one after the other. */
#ifndef WORKBOOK_GRADEBOOK_CLASS_H
#define WORKBOOK_GRADEBOOK_CLASS_H

#include "gradebook/mark.h"

struct class_member {
    const struct gradebook_record *record;
    const struct mark *mark;
};

struct class_visitor {
    /* Before the first student: the exercises that count, as the mark of somebody who handed in nothing. May be NULL. */
    void (*begin)(const struct mark *blank, void *context);
    /* Each student, in the order of the ids. Everything is borrowed until it returns. */
    void (*visit)(const struct class_member *member, void *context);
    void *context;
};

/* All of it sees one state of the gradebook, whoever writes meanwhile. */
bool class_visit(struct gradebook *gradebook, const struct policy *policy,
                 const struct class_visitor *visitor, struct error *err);

/* One student: the mark borrows from the record and the exercises, which the caller gives back after it. */
bool class_read_member(struct gradebook *gradebook, const struct policy *policy, const char *id,
                       struct gradebook_exercises *exercises, struct gradebook_record *record,
                       struct mark *mark, struct error *err);

#endif
