#include "cli/gradebook_desk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

/* policy.cfg in the gradebook's folder, when there is one; NULL: none. */
static char *find_policy(const struct gradebook *gradebook)
{
    const char *path = gradebook_path(gradebook);
    const char *slash = strrchr(path, '/');
    AUTO_FREE char *beside = slash != NULL
                                 ? memory_format("%.*s/policy.cfg", (int)(slash - path), path)
                                 : memory_copy_string("policy.cfg");
    return access(beside, F_OK) == 0 ? steal_pointer(&beside) : NULL;
}

static bool load_policy(struct gradebook_desk *desk, const char *policy, struct error *err)
{
    desk->policy_path = policy != NULL ? memory_copy_string(policy) : find_policy(desk->gradebook);
    policy_make_default(&desk->policy);
    return desk->policy_path == NULL || policy_load(desk->policy_path, &desk->policy, err);
}

bool gradebook_desk_open(struct gradebook_desk *desk, const char *gradebook, const char *policy,
                         struct error *err)
{
    *desk = (struct gradebook_desk){0};
    if (!gradebook_open(gradebook, GRADEBOOK_PRESENT, &desk->gradebook, err) ||
        !load_policy(desk, policy, err)) {
        gradebook_desk_finish(desk);
        return false;
    }
    return true;
}

void gradebook_desk_finish(struct gradebook_desk *desk)
{
    policy_finish(&desk->policy);
    gradebook_close(desk->gradebook);
    free(desk->policy_path);
    *desk = (struct gradebook_desk){0};
}
