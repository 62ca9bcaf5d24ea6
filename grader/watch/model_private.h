/* What the parts of the model share. */
#ifndef WORKBOOK_WATCH_MODEL_PRIVATE_H
#define WORKBOOK_WATCH_MODEL_PRIVATE_H

#include "watch/model.h"

/* Asks for a grading of the exercise; any other is called off. */
void watch_model_grade(struct watch_model *model, size_t index);

void watch_model_turn_page(struct watch_model *model, enum watch_page page);
void watch_model_clear_note(struct watch_model *model);

/* Grades the exercises one after the other, from the first. */
void watch_model_check_all(struct watch_model *model);

#endif
