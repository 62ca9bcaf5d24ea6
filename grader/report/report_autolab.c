#include "report/report_autolab.h"

#include "report/json_text.h"
#include "report/report_text.h"

void report_autolab_write(const struct verdict *verdict, const struct report_style *style,
                          struct text *out)
{
    struct report_style plain = *style;
    plain.color = false;
    report_text_write(verdict, &plain, out);

    json_t *scores = json_object();
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        if (exercise->status != STATUS_ERROR) {
            json_object_set_new(scores, exercise->folder,
                                json_points(exercise->score.earned_hundredths));
        }
    }
    json_t *line = json_pack("{s:o, s:[o]}", "scores", scores, "scoreboard",
                             json_points(verdict->score.earned_hundredths));
    json_text_write(line, JSON_REAL_PRECISION(15), out);
}
