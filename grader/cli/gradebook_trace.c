/* grader gradebook show STUDENT --trace: from the mark back to every verdict and check. */
#include <string.h>

#include "base/memory.h"
#include "cli/gradebook_text.h"
#include "gradebook/csv_cell.h"
#include "gradebook/policy_words.h"

static void write_check(const struct gradebook_page *page, const struct policy_exercise *rule,
                        const struct check_summary *check)
{
    const struct policy_check *policy = policy_find_check(rule, check->id);
    bool as_is = policy == NULL || policy->weight == POLICY_AS_IS;
    bool passed = check->status == STATUS_PASS;
    text_append(page->out, "      ");
    text_format(page->out, "%-8s", status_name(check->status));
    text_format(page->out, "weight %lld  ",
                as_is ? (long long)check->weight : (long long)policy->weight);
    report_style_append(&page->style, page->out, passed ? TONE_PLAIN : TONE_BAD, check->id);
    text_append(page->out, check->counts ? "" : " (does not count)");
    text_append(page->out, policy != NULL && policy->extra ? " (on top)" : "");
    text_append(page->out, policy != NULL && policy->hidden ? " (hidden from students)" : "");
    text_append(page->out, "\n");
}

static void write_lateness(const struct lateness *lateness, struct text *out)
{
    if (lateness->late_ms > 0) {
        text_append(out, "      ");
        policy_append_duration(out, lateness->late_ms);
        text_format(out, " late: less %u %%\n", lateness->percent);
    }
}

static void write_exercise(const struct gradebook_page *page, const struct exercise_mark *mark)
{
    const struct policy_exercise *rule =
        policy_find_exercise(&page->desk->policy, mark->exercise->name);
    const struct exercise_summary *summary = exercise_mark_summary(mark);
    text_format(page->out, "    %02u-%s: ", mark->exercise->number, mark->exercise->name);
    gradebook_text_append_score(page->out, &mark->score);
    text_append(page->out, mark->override != NULL ? ", by decision; what was graded:\n" : "\n");
    if (summary == NULL) {
        text_append(page->out, "      no verdict that counts is about it\n");
        return;
    }
    text_format(page->out, "      verdict %.12s: %s\n", mark->attempt->key,
                status_name(summary->status));
    bool missing = summary->status == STATUS_MISSING;
    for (size_t i = 0; i < summary->check_count && !missing; i++) {
        write_check(page, rule, &summary->checks[i]);
    }
    write_lateness(&mark->lateness, page->out);
}

static bool write_gradings(const struct gradebook_page *page,
                           const struct gradebook_attempt *attempt, struct error *err)
{
    AUTO_GRADEBOOK_GRADINGS struct gradebook_gradings gradings = {0};
    if (!gradebook_read_gradings(page->desk->gradebook, attempt->submission, &gradings, err)) {
        return false;
    }
    for (size_t i = 0; i < gradings.count; i++) {
        const struct gradebook_grading *grading = &gradings.items[i];
        text_append(page->out, "      ");
        gradebook_text_append_time(page->out, grading->time_ms);
        text_format(page->out, "  verdict %s: %s, ", grading->key, status_name(grading->status));
        gradebook_text_append_score(page->out, &grading->score);
        text_append(page->out, i + 1 == gradings.count ? "  (counts)\n" : "\n");
    }
    return true;
}

static bool write_attempts(const struct gradebook_page *page, const struct gradebook_record *record,
                           struct error *err)
{
    text_append(page->out, "  Gradings\n");
    for (size_t i = 0; i < record->attempt_count; i++) {
        text_format(page->out, "    attempt %zu, content %s\n", i + 1,
                    record->attempts[i].content_sha256);
        if (!write_gradings(page, &record->attempts[i], err)) {
            return false;
        }
    }
    return true;
}

static void write_decisions(const struct gradebook_page *page,
                            const struct gradebook_record *record)
{
    text_append(page->out, record->override_count > 0 ? "\n  Decisions, the newest of each kind "
                                                        "counts\n"
                                                      : "");
    for (size_t i = 0; i < record->override_count; i++) {
        const struct gradebook_override *override = &record->overrides[i];
        text_append(page->out, "    ");
        gradebook_text_append_time(page->out, override->time_ms);
        text_append(page->out, "  ");
        report_style_append(&page->style, page->out, TONE_PLAIN,
                            override->exercise != NULL ? override->exercise : "the whole");
        text_append(page->out, ": ");
        if (override->kind == OVERRIDE_POINTS) {
            csv_append_points(page->out, override->hundredths);
        } else {
            text_append(page->out, override_kind_name(override->kind));
        }
        text_append(page->out, ", ");
        report_style_append(&page->style, page->out, TONE_STRONG, override->who);
        text_append(page->out, ": ");
        report_style_append(&page->style, page->out, TONE_PLAIN, override->why);
        text_append(page->out, "\n");
    }
}

bool gradebook_text_write_trace(struct gradebook_page *page, const struct class_member *member,
                                struct error *err)
{
    text_append(page->out, "  Where the points come from\n");
    for (size_t i = 0; i < member->mark->exercise_count; i++) {
        write_exercise(page, &member->mark->exercises[i]);
    }
    text_append(page->out, "\n");
    if (!write_attempts(page, member->record, err)) {
        return false;
    }
    write_decisions(page, member->record);
    text_append(page->out, "\n");
    return true;
}
