/* An open gradebook with the policy that makes marks of it. */
#ifndef WORKBOOK_CLI_GRADEBOOK_DESK_H
#define WORKBOOK_CLI_GRADEBOOK_DESK_H

#include "base/cleanup.h"
#include "gradebook/class.h"

struct gradebook_desk {
    struct gradebook *gradebook;
    struct policy policy;
    char *policy_path; /* NULL: the defaults */
};

#define AUTO_DESK AUTO(gradebook_desk_finish)

/* `gradebook` is a path, of a gradebook that there is; NULL: gradebook_default_path(). `policy` is one, too; NULL:
 * policy.cfg beside the gradebook, or the defaults when there is none. After a failure there is nothing to finish. */
bool gradebook_desk_open(struct gradebook_desk *desk, const char *gradebook, const char *policy,
                         struct error *err);
void gradebook_desk_finish(struct gradebook_desk *desk);

#endif
