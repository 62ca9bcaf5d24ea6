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

/* --- the page of the shared memory --- */

void watch_model_open_peek(struct watch_model *model);
/* Begins the recording that is waited for, as soon as it is known what to record. */
void watch_model_advance_peek(struct watch_model *model);
/* There is a newer source, or another exercise; on the open page its recording is waited for. */
void watch_model_drop_peek(struct watch_model *model);
/* The page is left: a picture stays, what has none is called off. */
void watch_model_leave_peek(struct watch_model *model);
/* False when the key is not one of that page. */
bool watch_model_take_peek_key(struct watch_model *model, int key);

#endif
