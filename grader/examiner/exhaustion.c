#include "examiner/exhaustion.h"

#include "base/oom.h"
#include "examiner/place.h"
#include "protocol/environment.h"

#include <stdio.h>

/* GROUP_VARIABLE. */
struct account {
    int events, peak;
    unsigned long long limit_mib;
};

static struct account find_account(void)
{
    struct account account;
    bool found = sscanf(place_get(GROUP_VARIABLE), "%d %d %llu", &account.events, &account.peak,
                        &account.limit_mib) == 3;
    return found ? account : (struct account){.events = -1, .peak = -1};
}

unsigned long long exhaustion_count(void)
{
    return oom_read_kills(find_account().events);
}

/* Who was ended when the group had far less than its limit, was so for a limit around it, or the machine's end. */
bool exhaustion_explain(unsigned long long before, char *text, size_t room)
{
    struct account account = find_account();
    text[0] = '\0';
    if (oom_read_kills(account.events) <= before) {
        return false;
    }
    unsigned long long peak_mib = oom_read_peak(account.peak) >> 20;
    unsigned long long used_mib = peak_mib != 0 ? peak_mib : account.limit_mib;
    if (used_mib < account.limit_mib - account.limit_mib / 8) {
        snprintf(text, room, "the machine had no memory left: all processes together had %llu MiB",
                 used_mib);
    } else {
        snprintf(text, room, "limit reached: memory of all processes together, %llu of %llu MiB",
                 used_mib, account.limit_mib);
    }
    return true;
}

bool exhaustion_add(unsigned long long before, const char *observed, char *seen, size_t room)
{
    char why[EXHAUSTION_TEXT];
    bool explained = exhaustion_explain(before, why, sizeof why);
    snprintf(seen, room, "%s%s%s", observed, explained ? "; " : "", why);
    return explained;
}
