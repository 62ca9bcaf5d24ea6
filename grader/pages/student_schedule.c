/* Part of a student's pages: the schedule of a races check, and how weak memory orders could be. */
#include "pages/html.h"
#include "pages/student_page.h"
#include "report/schedule_text.h"
#include "report/weakest_text.h"

static void write_step(const struct schedule *schedule, const struct schedule_step *step,
                       struct text *out)
{
    text_append(out, step->marked ? "<tr class=\"found\">" : "<tr>");
    for (size_t i = 0; i < schedule->process_count; i++) {
        text_append(out, "<td>");
        if (i == step->process) {
            text_append(out, step->marked ? "<strong>&gt;</strong> " : "");
            if (step->line > 0) {
                text_format(out, "%u: ", step->line);
            }
            html_append(out, step->did);
        }
        text_append(out, "</td>");
    }
    text_append(out, "</tr>\n");
}

void student_schedule_write(const struct schedule *schedule, struct text *out)
{
    text_append(out,
                "<table class=\"schedule\"><caption>Step by step, with the lines of your file; "
                "&gt; marks the fault</caption>\n<thead><tr>");
    for (size_t i = 0; i < schedule->process_count; i++) {
        text_append(out, "<th scope=\"col\">");
        html_append(out, schedule->processes[i]);
        text_append(out, "</th>");
    }
    text_append(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < schedule->step_count; i++) {
        write_step(schedule, &schedule->steps[i], out);
    }
    text_append(out, "</tbody></table>\n");
}

static void write_advice(const struct order_advice *advice, struct text *out)
{
    AUTO_TEXT struct text operation = {0};
    AUTO_TEXT struct text words = {0};
    schedule_append_operation(&operation, &advice->place);
    weakest_append_words(&words, advice);
    text_format(out, "<tr><td class=\"number\">%u</td><td>", advice->place.line);
    html_append(out, text_string(&operation));
    text_append(out, "</td><td>");
    html_append(out, advice->place.order);
    text_append(out, "</td><td>");
    html_append(out, text_string(&words));
    text_append(out, "</td></tr>\n");
}

void student_weakest_write(const struct weakest_orders *weakest, struct text *out)
{
    text_append(out, "<h3>How weak the memory orders could be</h3>\n");
    html_append_element(out, "p", weakest_worth(weakest));
    if (weakest->advice_count == 0) {
        return;
    }
    text_append(out, "<table><thead><tr><th scope=\"col\" class=\"number\">Line</th>"
                     "<th scope=\"col\">Operation</th><th scope=\"col\">Order</th>"
                     "<th scope=\"col\">It could be weaker</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < weakest->advice_count; i++) {
        write_advice(&weakest->advice[i], out);
    }
    text_append(out, "</tbody></table>\n");
}
