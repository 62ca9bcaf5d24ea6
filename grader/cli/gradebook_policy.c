/* grader gradebook policy: a policy file to begin with, and one in words. */
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/gradebook_call.h"
#include "cli/work.h"
#include "gradebook/policy_words.h"

static enum cli_status write_template(const struct gradebook_call *gradebook)
{
    const struct command_call *call = gradebook->call;
    const char *file = gradebook->options->output;
    if (file == NULL) {
        text_append(call->out, policy_template());
        return CLI_PASSED;
    }
    if (!file_write_atomic(file, policy_template(), strlen(policy_template()), call->err)) {
        return CLI_BROKEN;
    }
    text_format(call->out, "%s is there; what it does: grader gradebook policy check %s\n", file,
                file);
    return CLI_PASSED;
}

static enum cli_status check(const struct gradebook_call *gradebook, const char *file)
{
    const struct command_call *call = gradebook->call;
    AUTO_POLICY struct policy policy = {0};
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err) ||
        !policy_load_for(file, workbook.catalogue, &policy, call->err)) {
        return CLI_BROKEN;
    }
    policy_words_write(&policy, workbook.catalogue, call->out);
    return CLI_PASSED;
}

enum cli_status gradebook_policy(const struct gradebook_call *gradebook)
{
    const char *action = gradebook->operands[0];
    if (strcmp(action, "template") == 0 && gradebook->operand_count == 1) {
        return write_template(gradebook);
    }
    if (strcmp(action, "check") == 0) {
        const char *given =
            gradebook->options->policy != NULL ? gradebook->options->policy : "policy.cfg";
        return check(gradebook, gradebook->operand_count == 2 ? gradebook->operands[1] : given);
    }
    (void)error_set(gradebook->call->err,
                    "gradebook policy takes 'check FILE' or 'template [--output FILE]'");
    return CLI_USAGE;
}
