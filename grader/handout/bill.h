/* What goes into a handout: files, by the names that they have there. */
#ifndef WORKBOOK_HANDOUT_BILL_H
#define WORKBOOK_HANDOUT_BILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "base/error.h"

struct handout_file {
    char *name;   /* "exercises/03-attach-detach/README.md" */
    char *source; /* the file that is packed; NULL: `bytes` are */
    char *bytes;
    bool executable;
};

struct handout_bill {
    struct handout_file *files; /* owned, with their strings */
    size_t count;
};

#define AUTO_BILL AUTO(handout_bill_finish)

void handout_bill_finish(struct handout_bill *bill);

/* Takes `source`; the name is made of the format. */
void handout_bill_add(struct handout_bill *bill, char *source, bool executable, const char *format,
                      ...) __attribute__((format(printf, 4, 5)));

/* The same for contents that are no file. Takes `bytes`. */
void handout_bill_add_bytes(struct handout_bill *bill, char *bytes, const char *name);

/* All regular files of ROOT/FOLDER, and of its folders, under that name; hidden ones and what programs left
 * (a.out) are not among them. In the order of their names. */
bool handout_bill_add_folder(struct handout_bill *bill, const char *root, const char *folder,
                             struct error *err);

#endif
